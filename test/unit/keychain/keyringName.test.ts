import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createKeyringName } from '../../../main/keychain/keyringName.ts'
import { settled } from '../../support/fakes.ts'

function open(programs: (string | Error)[]) {
  let changes = 0
  const name = createKeyringName({
    async call() {
      const next = programs[0]
      if (next instanceof Error) throw programs.shift() as Error
      return 7
    },
    processName: () => `${programs.shift() as string}\n`,
    changed: () => void (changes += 1),
  })
  return { name, changes: () => changes }
}

for (const [program, expected] of [
  ['keepassxc', 'KeePassXC'],
  ['kwalletd5', 'KWallet'],
  ['kwalletd6', 'KWallet'],
  ['ksecretd', 'KWallet'],
  ['gnome-keyring-d', 'GNOME Keyring'],
  ['something-else', undefined],
] as const) {
  test(`behind ${program} is ${expected ?? 'no keyring that has a name here'}`, async () => {
    const { name, changes } = open([program])
    assert.equal(name('locked'), undefined)
    await settled()
    assert.equal(name('locked'), expected)
    assert.equal(changes(), expected === undefined ? 0 : 1)
  })
}

test('it is asked for when the keychain cannot be used, and again when that changes', async () => {
  const { name } = open(['kwalletd5', new Error('ServiceUnknown'), 'keepassxc'])
  for (const [kind, expected] of [
    ['unknown', undefined],
    ['ready', undefined],
    ['locked', 'KWallet'],
    ['locked', 'KWallet'],
    ['unavailable', undefined],
    ['ready', undefined],
    ['locked', 'KeePassXC'],
  ] as const) {
    name(kind)
    await settled()
    assert.equal(name(kind), expected, kind)
  }
})
