import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createShutDown } from '../../../main/app/shutDown.ts'
import { FakeClock } from '../../support/fakes.ts'

function open({
  isBehind = false,
  write = Promise.resolve(),
  told = Promise.resolve(),
  renewed = Promise.resolve(),
} = {}) {
  const done: string[] = []
  const clock = new FakeClock()
  const shutDown = createShutDown({
    clock,
    session: {
      isBehind: () => isBehind,
      keychainReady: () => void done.push('save again'),
      leave: () => void done.push('leave'),
      renewalsStored: () => renewed,
      signOutsTold: () => told,
    },
    accounts: { settled: () => write },
    savedChats: { close: async () => void done.push('write the saved chat') },
    clearClipboard: async () => void done.push('clear the clipboard'),
    processes: [{ stop: () => void done.push('stop') }],
  })
  return { done, clock, shutDown }
}

test('leaves the session, writes the saved chat, clears the clipboard, and stops our processes last', async () => {
  const { done, shutDown } = open()
  await shutDown(false)
  assert.deepEqual(done, ['leave', 'write the saved chat', 'clear the clipboard', 'stop'])
})

const never = new Promise<void>(() => {})
const waits: [what: string, pending: Parameters<typeof open>[0]][] = [
  ['writes to the keychain', { write: never }],
  ['a token service that is told of a sign-out', { told: never }],
  ['a renewal whose answer is on its way', { renewed: never }],
]
for (const [what, pending] of waits) {
  test(`waits for ${what}, for 2 s at most`, async () => {
    const { done, clock, shutDown } = open(pending)
    const ended = shutDown(false)
    await clock.turn(1_999)
    assert.equal(done.includes('stop'), false)
    await clock.turn(1)
    await ended
    assert.equal(done.includes('stop'), true)
  })
}

test('tries once more to save a sign-in when the system ends the app, and not when a person does', async () => {
  const asked = open({ isBehind: true })
  await asked.shutDown(false)
  assert.equal(asked.done.includes('save again'), false)
  const forced = open({ isBehind: true })
  await forced.shutDown(true)
  assert.equal(forced.done[0], 'save again')
})
