import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outcome } from '../auth/harness.ts'
import { settled } from '../../support/fakes.ts'
import { openKeychain, running } from './clientHarness.ts'

test('get answers the value of set, and nothing after delete; one process does it all', async () => {
  const { keychain, children } = openKeychain()
  assert.equal(await keychain.get('alice'), null)
  await keychain.set('alice', 'secret')
  assert.equal(await keychain.get('alice'), 'secret')
  assert.equal(await keychain.delete('alice'), true)
  assert.equal(await keychain.delete('alice'), false)
  assert.equal(await keychain.get('alice'), null)
  assert.equal(children.length, 1)
  assert.equal(children[0]?.questions[0]?.service, 'Latchkey')
})

test('nothing is started before there is work', () => {
  assert.deepEqual(openKeychain().children, [])
})

test('one call at a time: the next is asked when the one before has its answer', async () => {
  const { keychain, children, next } = openKeychain()
  next.mode = 'silent'
  const all = ['a', 'b', 'c'].map((account) => outcome(keychain.get(account)))
  await settled()
  const child = children[0]
  assert.ok(child)
  for (const account of ['a', 'b', 'c']) {
    assert.equal(child.questions.length, 1)
    const question = child.questions.pop()
    assert.ok(question)
    assert.equal(question.account, account)
    child.answer(question)
    await settled()
  }
  assert.deepEqual(await Promise.all(all), ['done', 'done', 'done'])
})

test('a call without an answer ends after 3 minutes: its process is killed, the next call gets a fresh one', async () => {
  const { clock, log, keychain, children, next } = openKeychain()
  next.mode = 'silent'
  const hanging = outcome(keychain.get('alice'))
  const waiting = outcome(keychain.set('bob', 'secret'))
  await clock.turn(179_999)
  assert.equal(running(children).length, 1)
  next.mode = 'ok'
  await clock.turn(1)
  assert.equal(await hanging, 'keychainUnavailable')
  assert.equal(await waiting, 'done')
  assert.deepEqual(
    children.map(({ isKilled }) => isKilled),
    [true, false],
  )
  assert.ok(log.lines.some((line) => line.includes('keychain.timeout')))
  assert.ok(!log.lines.some((line) => line.includes('keychain.exit')))
})

test('a late answer of a killed process is not taken for that of the next call', async () => {
  const { clock, keychain, children, next, entries } = openKeychain()
  entries.set('alice', 'of Alice')
  next.mode = 'silent'
  const first = outcome(keychain.get('alice'))
  const second = outcome(keychain.get('bob'))
  await clock.turn(180_000)
  assert.equal(await first, 'keychainUnavailable')
  const [killed, fresh] = children
  assert.ok(killed?.questions[0] && fresh?.questions[0])
  killed.answer(killed.questions[0])
  await settled()
  entries.set('bob', 'of Bob')
  fresh.answer(fresh.questions[0])
  assert.equal(await second, 'of Bob')
})

test('a crash is reported, fails waiting calls at once, and the next call starts a new process', async () => {
  const { log, keychain, children, next } = openKeychain()
  next.mode = 'silent'
  const crashed = outcome(keychain.get('alice'))
  await settled()
  next.mode = 'ok'
  children[0]?.crash()
  assert.equal(await crashed, 'keychainUnavailable')
  assert.ok(log.lines.some((line) => /warn keychain\.exit .*139/.test(line)))
  assert.equal(await keychain.get('alice'), null)
  assert.equal(children.length, 2)
})

test('a crash between two calls does no harm', async () => {
  const { keychain, children } = openKeychain()
  await keychain.set('alice', 'secret')
  children[0]?.crash()
  assert.equal(await keychain.get('alice'), 'secret')
  assert.equal(children.length, 2)
})

test('a process that cannot be started is a failure of that call alone', async () => {
  const { clock, keychain, children, next } = openKeychain()
  next.mode = 'unstartable'
  assert.equal(await outcome(keychain.get('alice')), 'keychainUnavailable')
  await clock.turn(5_000)
  next.mode = 'silent'
  const second = outcome(keychain.get('alice'))
  await clock.turn(5_000)
  assert.equal(running(children).length, 1)
  const [question] = children[0]?.questions ?? []
  assert.ok(question)
  children[0]?.answer(question)
  assert.equal(await second, 'done')
})

test('after 30 s without work the process is stopped, and nothing is reported as a crash', async () => {
  const { clock, log, keychain, children } = openKeychain()
  await keychain.get('alice')
  await clock.turn(20_000)
  await keychain.get('alice')
  await clock.turn(29_999)
  assert.equal(running(children).length, 1)
  await clock.turn(1)
  assert.equal(running(children).length, 0)
  assert.ok(!log.lines.some((line) => line.startsWith('warn')))
  assert.deepEqual(clock.pending(), [])
  await keychain.get('alice')
  assert.equal(children.length, 2)
})

test('stopped because the app goes, the process ends without a warning; without one nothing happens', async () => {
  const { log, keychain, children } = openKeychain()
  keychain.stop()
  await keychain.get('alice')
  keychain.stop()
  await settled()
  assert.equal(children[0]?.isKilled, true)
  assert.ok(!log.lines.some((line) => line.startsWith('warn')))
})

test('work that takes long is not cut off by the stop after idleness', async () => {
  const { clock, keychain, children, next } = openKeychain()
  await keychain.get('alice')
  await clock.turn(29_000)
  const child = children[0]
  assert.ok(child)
  child.mode = 'silent'
  next.mode = 'silent'
  const slow = outcome(keychain.get('alice'))
  await clock.turn(5_000)
  const question = child.questions.at(-1)
  assert.ok(question && !child.isKilled)
  child.answer(question)
  assert.equal(await slow, 'done')
})

for (const [message, code] of [
  ['Cannot create an item in a locked collection', 'keychainLocked'],
  ['GDBus.Error:org.freedesktop.Secret.Error.IsLocked: The object is locked', 'keychainLocked'],
  ['User canceled the operation.', 'keychainLocked'],
  ['The prompt was dismissed', 'keychainLocked'],
  ['A blocked bus', 'keychainUnavailable'],
  ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'keychainUnavailable'],
  [
    'The name org.freedesktop.secrets was not provided by any .service files',
    'keychainUnavailable',
  ],
  ['The stub received bad data', 'keychainUnavailable'],
] as const) {
  test(`“${message}” is ${code}`, async () => {
    const { keychain, children, next } = openKeychain()
    next.mode = 'silent'
    const refused = outcome(keychain.set('alice', 'secret'))
    await settled()
    const [question] = children[0]?.questions ?? []
    assert.ok(question)
    children[0]?.refuse(question, message)
    assert.equal(await refused, code)
  })
}

for (const [message, isReplaced] of [
  ['The session wrapping the secret does not exist', true],
  ['Cannot create an item in a locked collection', false],
] as const) {
  test(`after “${message}” the next call gets ${isReplaced ? 'a fresh' : 'the same'} process`, async () => {
    const { keychain, children, next } = openKeychain()
    next.mode = 'silent'
    const refused = outcome(keychain.set('alice', 'secret'))
    await settled()
    const [first] = children
    const question = first?.questions[0]
    assert.ok(first && question)
    first.refuse(question, message)
    await refused
    first.mode = 'ok'
    next.mode = 'ok'
    assert.equal(await outcome(keychain.get('alice')), 'done')
    assert.equal(children.length, isReplaced ? 2 : 1)
  })
}

test('each call says how long it took: quietly when it went well, else with the code', async () => {
  const { clock, log, keychain, children, next } = openKeychain()
  next.mode = 'silent'
  const answered = keychain.get('alice')
  await clock.turn(34)
  const [child] = children
  const [question] = child?.questions ?? []
  assert.ok(child && question)
  child.answer(question)
  await answered
  const refused = outcome(keychain.set('alice', 'secret'))
  await clock.turn(5)
  const second = child.questions.at(-1)
  assert.ok(second)
  child.refuse(second, 'Cannot create an item in a locked collection')
  await refused
  const hanging = outcome(keychain.delete('alice'))
  await clock.turn(180_000)
  await hanging
  assert.deepEqual(log.lines, [
    'debug keychain.call {"call":"get","ms":34}',
    'info keychain.call {"call":"set","ms":5,"code":"keychainLocked"}',
    'info keychain.waiting {"call":"delete"}',
    'warn keychain.timeout {"call":"delete"}',
    'info keychain.call {"call":"delete","ms":180000,"code":"keychainUnavailable"}',
  ])
})

// What existing clients get wrong, 9.
test('neither the account nor the secret is logged', async () => {
  const { log, keychain } = openKeychain()
  await keychain.set('team/alice', 'a-secret')
  await keychain.get('team/alice')
  await keychain.delete('team/alice')
  assert.ok(log.lines.length > 0)
  assert.ok(!log.lines.join().includes('alice') && !log.lines.join().includes('a-secret'))
})
