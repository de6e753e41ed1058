import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createDesktopHandlers, type DesktopOptions } from '../../../main/ipc/desktopHandlers.ts'

test('that the page has rendered is passed on to its window', () => {
  const done: string[] = []
  const options = { pageRendered: () => void done.push('rendered') } as DesktopOptions
  assert.equal(createDesktopHandlers(options).pageRendered(undefined), null)
  assert.deepEqual(done, ['rendered'])
})
