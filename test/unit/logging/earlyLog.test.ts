import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEarlyLog } from '../../../main/logging/earlyLog.ts'
import { FakeLog } from '../../support/fakes.ts'

test('events from before the log are written first, later ones at once', () => {
  const early = createEarlyLog()
  const log = new FakeLog()
  early.warn('page.gone', { reason: 'crashed' })
  early.info('page.back')
  early.continueIn(log)
  assert.deepEqual(log.lines, ['warn page.gone {"reason":"crashed"}', 'info page.back {}'])
  early.debug('later', { n: 1 })
  assert.equal(log.lines.at(-1), 'debug later {"n":1}')
})
