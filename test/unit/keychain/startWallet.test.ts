import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startWallet } from '../../../main/keychain/startWallet.ts'
import type { BusCall } from '../../../main/platform/busMessage.ts'
import { FakeClock, settled } from '../../support/fakes.ts'

const bus = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
}
const start = (name: string) => ({ ...bus, member: 'StartServiceByName', args: [name, 0] })
const question = { ...bus, member: 'NameHasOwner', args: ['org.freedesktop.secrets'] }

/** A bus that knows these services; the keyring is there after so many questions. */
function openBus(known: string[], isThereAfter: number) {
  const clock = new FakeClock()
  const startedAt = clock.monotonic()
  const calls: [atMs: number, call: BusCall][] = []
  let asked = 0
  const call = async (busCall: BusCall, timeoutMs: number) => {
    assert.equal(timeoutMs, 10_000)
    calls.push([clock.monotonic() - startedAt, busCall])
    const { member, args = [] } = busCall
    if (member !== 'NameHasOwner') {
      if (known.includes(String(args[0]))) return 1
      throw new Error('org.freedesktop.DBus.Error.ServiceUnknown')
    }
    asked += 1
    if (isThereAfter < 0) throw new Error('The bus is gone.')
    return asked > isThereAfter
  }
  let answer: boolean | null = null
  void startWallet({ call, clock }).then((isThere) => (answer = isThere))
  return { clock, calls, answer: () => answer }
}

test('KWallet is started by its own name, and asked for every 100 ms until it keeps secrets', async () => {
  const { clock, calls, answer } = openBus(['org.kde.kwalletd5'], 2)
  await clock.turn(200)
  assert.equal(answer(), true)
  assert.deepEqual(calls, [
    [0, start('org.kde.kwalletd6')],
    [0, start('org.kde.kwalletd5')],
    [0, question],
    [100, question],
    [200, question],
  ])
  assert.deepEqual(clock.pending(), [])
})

test('a KWallet that keeps no secrets for others is no keyring: it is asked 20 times, and then the next one', async () => {
  for (const isThereAfter of [Infinity, -1]) {
    const { clock, calls, answer } = openBus(
      ['org.kde.kwalletd6', 'org.kde.kwalletd5'],
      isThereAfter,
    )
    await clock.turn(2_000)
    const members = calls.map(([, { member }]) => member)
    assert.deepEqual(members.slice(0, 22), [
      'StartServiceByName',
      ...Array<string>(20).fill('NameHasOwner'),
      'StartServiceByName',
    ])
    assert.equal(answer(), null)
    await clock.turn(2_000)
    assert.equal(answer(), false)
    assert.equal(calls.length, 42)
  }
})

test('without KWallet nothing is started', async () => {
  const { calls, answer } = openBus([], 0)
  await settled()
  assert.equal(answer(), false)
  assert.deepEqual(calls, [
    [0, start('org.kde.kwalletd6')],
    [0, start('org.kde.kwalletd5')],
  ])
})
