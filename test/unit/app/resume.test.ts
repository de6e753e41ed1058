import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test } from 'node:test'
import type { PowerMonitor } from 'electron'
import type { Session } from '../../../main/auth/session.ts'
import type { KeychainVault } from '../../../main/keychain/vault.ts'
import { createResumeHandler } from '../../../main/app/resume.ts'
import type { Workspace } from '../../../preload/contract.ts'
import { FakeClock, FakeLog } from '../../support/fakes.ts'

function open(session: 'signedOut' | 'connected', source: Workspace['source'] = 'sandbox') {
  const done: string[] = []
  const clock = new FakeClock()
  const power = new EventEmitter()
  const vault = { kind: 'locked', isDismissed: false }
  const note = (what: string) => () => void done.push(what)
  const handler = createResumeHandler({
    clock,
    log: new FakeLog(),
    session: {
      state: () => ({ kind: session }),
      suspended: note('suspended'),
      resumed: note('resumed'),
      needsKeychain: () => false,
    } as unknown as Session,
    keychain: { lastAnswerAt: () => -Infinity },
    vault: {
      state: () => vault,
      probe: async () => void done.push('probe'),
      look: async () => void done.push('look'),
    } as unknown as KeychainVault,
    workspaces: { current: () => ({ source }) },
    sandbox: { start: async () => void done.push('sandbox') },
    powerMonitor: power as unknown as PowerMonitor,
    shutDown: note('shut down'),
  })
  handler.started()
  return { done, clock, power, vault }
}

test('after the first paint the sign-in screen learns whether there is a keychain, without a write', async () => {
  const { done, clock } = open('signedOut')
  await clock.turn(299)
  assert.deepEqual(done, [])
  await clock.turn(1)
  assert.deepEqual(done, ['sandbox', 'look'])
})

test('another workspace needs no sandbox, and a signed-in account needs neither', async () => {
  const elsewhere = open('signedOut', 'configuration')
  await elsewhere.clock.turn(1_000)
  assert.deepEqual(elsewhere.done, ['look'])
  const signedIn = open('connected')
  await signedIn.clock.turn(1_000)
  assert.deepEqual(signedIn.done, [])
})

test('after a sleep and after an unlock the session goes on, and a keychain that was away is tried again', async () => {
  for (const event of ['resume', 'unlock-screen']) {
    const { done, power, vault } = open('connected')
    power.emit(event)
    assert.deepEqual(done, ['resumed', 'probe'])
    vault.kind = 'waiting'
    power.emit(event)
    assert.deepEqual(done.splice(2), ['resumed', 'probe'])
    vault.kind = 'ready'
    power.emit(event)
    assert.deepEqual(done.slice(2), ['resumed'])
  }
})

test('a shutdown of the system is passed on', () => {
  const { done, power } = open('connected')
  power.emit('shutdown')
  assert.deepEqual(done, ['shut down'])
})
