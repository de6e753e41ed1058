import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  asksEachProgram,
  createKeyringName,
  readProcessName,
} from '../../../main/keychain/keyringName.ts'
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

for (const [program, asks] of [
  ['gnome-keyring-d', false],
  ['keepassxc', true],
  ['kwalletd6', true],
  ['something-else', true],
  [new Error('ServiceUnknown'), true],
] as const) {
  test(`${program instanceof Error ? 'a keyring that is not there' : program} ${asks ? 'may ask' : 'does not ask'} for each program`, async () => {
    const bus = {
      call: () => (program instanceof Error ? Promise.reject(program) : Promise.resolve(7)),
      processName: () => `${String(program)}\n`,
    }
    assert.equal(await asksEachProgram(bus), asks)
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

test('the bus is asked for the process of the keyring, for 2 s', async () => {
  const calls: unknown[] = []
  const name = createKeyringName({
    async call(...args) {
      calls.push(args)
      return null
    },
    processName: () => 'keepassxc',
    changed: () => undefined,
  })
  name('locked')
  await settled()
  const question = {
    destination: 'org.freedesktop.DBus',
    path: '/org/freedesktop/DBus',
    interface: 'org.freedesktop.DBus',
    member: 'GetConnectionUnixProcessID',
    args: ['org.freedesktop.secrets'],
  }
  assert.deepEqual(calls, [[question, 2_000]])
  assert.equal(name('locked'), undefined, 'the answer is no process')
})

test(
  'the kernel names a process, and none that is not there',
  { skip: process.platform === 'linux' ? false : 'only Linux has /proc' },
  () => {
    assert.match(readProcessName(process.pid), /^\S+.*\n$/)
    assert.throws(() => readProcessName(2 ** 30))
  },
)
