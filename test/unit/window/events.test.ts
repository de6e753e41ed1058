import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { WebContents } from 'electron'
import { tell } from '../../../main/window/events.ts'

test('telling the window sends one event to it, and nothing to one that is gone', () => {
  const sent: unknown[] = []
  const window = (isDestroyed: boolean) =>
    ({
      isDestroyed: () => isDestroyed,
      send: (...args: unknown[]) => void sent.push(args),
    }) as unknown as WebContents
  tell(window(false), 'reconnected', null)
  tell(window(true), 'reconnected', null)
  tell(null, 'reconnected', null)
  assert.deepEqual(sent, [['event:reconnected', null]])
})
