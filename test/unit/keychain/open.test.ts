import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openVault } from '../../../main/keychain/open.ts'
import { FakeChild } from '../../support/fakeKeychain.ts'
import { FakeMainLog } from '../../support/fakeLog.ts'
import { FakeClock, settled } from '../../support/fakes.ts'
import { secrets } from './vaultHarness.ts'

function open(platform: NodeJS.Platform, mode: FakeChild['mode'] = 'ok') {
  const prompts: boolean[] = []
  const clock = new FakeClock()
  const entries = new Map<string, string>()
  const { vault } = openVault({
    asksEachProgram: () => Promise.resolve(true),
    platform,
    clock,
    log: new FakeMainLog(),
    service: 'Latchkey',
    profile: () => 'profile-1',
    newId: () => 'an-id',
    changed: () => undefined,
    prompting: (isPrompting) => void prompts.push(isPrompting),
    fork() {
      const child = new FakeChild(entries)
      child.mode = mode
      return child
    },
  })
  return { vault, clock, entries, prompts }
}

test('on Windows a record is split into entries of at most 2,560 bytes', async () => {
  const { vault, entries } = open('win32')
  assert.equal(await vault.write('alice', secrets), 'keychain')
  assert.ok(entries.size > 1, `${entries.size}`)
  for (const piece of entries.values()) assert.ok(Buffer.byteLength(piece) <= 2_560)
  assert.deepEqual(await vault.read('alice'), secrets)
})

test('elsewhere a record is one entry, however long it is', async () => {
  for (const platform of ['linux', 'darwin'] as const) {
    const { vault, entries } = open(platform)
    assert.equal(await vault.write('alice', secrets), 'keychain')
    assert.equal(entries.size, 1)
  }
})

test('a call without an answer for 8 s makes the vault wait', async () => {
  const { vault, clock } = open('linux', 'silent')
  const written = vault.write('alice', secrets)
  await settled()
  await clock.turn(8_000)
  assert.deepEqual(vault.state(), { kind: 'waiting' })
  assert.equal(await written, 'unsure')
})

test('a prompt that is probably open is told, and its end', async () => {
  const { vault, clock, prompts } = open('linux', 'silent')
  const written = vault.write('alice', secrets)
  await clock.turn(7_999)
  assert.deepEqual(prompts, [])
  await clock.turn(1)
  assert.deepEqual(prompts, [true])
  await clock.turn(180_000)
  await written
  assert.equal(prompts.at(-1), false)
})
