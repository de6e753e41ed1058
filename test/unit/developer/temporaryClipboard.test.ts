import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { createTemporaryClipboard } from '../../../main/developer/temporaryClipboard.ts'
import { FakeClipboard } from '../../support/fakeClipboard.ts'
import { FakeClock, FakeLog, makeToken } from '../../support/fakes.ts'

const token = makeToken('luke')

function open(mode: FakeClipboard['mode'] = 'prompt') {
  const clipboard = new FakeClipboard()
  clipboard.mode = mode
  const clock = new FakeClock()
  const log = new FakeLog()
  return {
    clipboard,
    clock,
    log,
    secretClipboard: createTemporaryClipboard({ clipboard, clock, log }),
  }
}

for (const mode of ['prompt', 'late'] as const) {
  test(`a secret stays on a ${mode} clipboard for 30 s`, async () => {
    const { clipboard, clock, secretClipboard } = open(mode)
    await secretClipboard.copy(token)
    assert.equal(clipboard.text, token)
    await clock.turn(29_999)
    assert.equal(clipboard.text, token)
    await clock.turn(1)
    assert.equal(clipboard.text, '')
    assert.deepEqual(clock.pending(), [])
  })

  test(`text that was copied to a ${mode} clipboard meanwhile stays`, async () => {
    const { clipboard, clock, secretClipboard } = open(mode)
    await secretClipboard.copy(token)
    clipboard.text = 'something of theirs'
    await clock.turn(30_000)
    assert.equal(clipboard.text, 'something of theirs')
  })

  test(`quitting takes it back from a ${mode} clipboard at once, once`, async () => {
    const { clipboard, clock, secretClipboard } = open(mode)
    await secretClipboard.copy(token)
    await secretClipboard.clear()
    assert.equal(clipboard.text, '')
    assert.deepEqual(clock.pending(), [])
    clipboard.text = token
    await secretClipboard.clear()
    assert.equal(clipboard.text, token, 'nothing is lent any more')
  })
}

test('copying again restarts the 30 s', async () => {
  const { clipboard, clock, secretClipboard } = open()
  await secretClipboard.copy(token)
  await clock.turn(20_000)
  await secretClipboard.copy(`${token}2`)
  await clock.turn(29_999)
  assert.equal(clipboard.text, `${token}2`)
  await clock.turn(1)
  assert.equal(clipboard.text, '')
})

test('a failing clipboard is logged and does not block quitting', async () => {
  const { clipboard, clock, log, secretClipboard } = open()
  await secretClipboard.copy(token)
  clipboard.mode = 'broken'
  await secretClipboard.clear()
  assert.deepEqual(log.lines, ['warn clipboard.notCleared {"code":"internal"}'])
  await assert.rejects(secretClipboard.copy(token))
  await clock.turn(30_000)
})

test('only a fingerprint of the secret is held', async () => {
  const { log, secretClipboard } = open()
  await secretClipboard.copy(token)
  const said = inspect([secretClipboard, log], { depth: 9, showHidden: true })
  assert.ok(!said.includes(token.slice(-20)))
})
