import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startWallet } from '../../../main/keychain/startWallet.ts'

/** A bus that knows these services; the keyring is there after so many questions. */
function openBus(known: string[], isThereAfter: number) {
  const started: string[] = []
  let asked = 0
  const call = async ({ member, args = [] }: { member: string; args?: readonly unknown[] }) => {
    if (member === 'NameHasOwner') return (asked += 1) > isThereAfter
    const name = String(args[0])
    if (!known.includes(name)) throw new Error('org.freedesktop.DBus.Error.ServiceUnknown')
    started.push(name)
    return 1
  }
  const start = () => startWallet({ call, wait: async () => undefined })
  return { start, started }
}

test('KWallet is started by its own name, and waited for until it keeps secrets', async () => {
  const { start, started } = openBus(['org.kde.kwalletd5'], 3)
  assert.equal(await start(), true)
  assert.deepEqual(started, ['org.kde.kwalletd5'])
})

test('a KWallet that keeps no secrets for others is no keyring', async () => {
  const { start, started } = openBus(['org.kde.kwalletd6', 'org.kde.kwalletd5'], Infinity)
  assert.equal(await start(), false)
  assert.deepEqual(started, ['org.kde.kwalletd6', 'org.kde.kwalletd5'])
})

test('where it is not installed nothing is started', async () => {
  const { start, started } = openBus([], 0)
  assert.equal(await start(), false)
  assert.deepEqual(started, [])
})
