import assert from 'node:assert/strict'
import { test } from 'node:test'
import { settled } from '../../support/fakes.ts'
import {
  alice,
  bob,
  openSignedIn,
  openHarness,
  outcome,
  restartAndRestore,
  workspaceId,
} from './harness.ts'

const ofSession = (line: string) => / (signIn|restore|session)\./.test(line)

test('a sign-in says that it begins, connects and is done, and where its secrets rest', async () => {
  const { log } = await openSignedIn()
  assert.deepEqual(log.lines, [
    'info signIn.begun {"method":"service"}',
    'info signIn.connecting {"method":"service"}',
    'info renewal.planned {"inMs":2280000}',
    'debug connection.opening {}',
    'info connection.up {"role":"user"}',
    'info signIn.done {"method":"service","storedIn":"keychain"}',
  ])
})

test('one that is refused says by which code', async () => {
  const { log, run } = openHarness()
  await outcome(run.session.signIn({ ...alice, password: 'not hers' }, true))
  assert.deepEqual(log.lines, [
    'info signIn.begun {"method":"service"}',
    'warn signIn.failed {"method":"service","code":"credentialsRefused"}',
  ])
})

test('one whose place was taken says nothing more: the other one has begun', async () => {
  const { log, run, service } = openHarness()
  service.mode = 'late'
  const first = outcome(run.session.signIn(alice, true))
  const second = run.session.signIn(bob, true)
  await settled()
  service.release()
  assert.equal(await first, 'aborted')
  await second
  const said = log.lines.filter(ofSession).map((line) => line.split(' ')[1])
  assert.deepEqual(said, ['signIn.begun', 'signIn.begun', 'signIn.connecting', 'signIn.done'])
})

test('a sign-out or switch is logged, except when signed out', async () => {
  const harness = await openSignedIn()
  const { log, run } = harness
  log.lines.length = 0
  run.session.switchAccount()
  await run.session.signOut()
  await run.session.signIn(alice, true)
  await run.session.signOut()
  assert.deepEqual(
    log.lines.filter((line) => line.includes('session.')),
    ['info session.left {"why":"switch"}', 'info session.left {"why":"signOut"}'],
  )
})

test('a restore logs its begin and its end or its failure', async () => {
  const harness = await openSignedIn()
  harness.log.lines.length = 0
  await restartAndRestore(harness)
  assert.deepEqual(harness.log.lines.filter(ofSession), [
    'info restore.begun {"method":"service"}',
    'info restore.done {"method":"service"}',
  ])
  harness.vault.state = 'locked'
  harness.log.lines.length = 0
  await harness.restart().session.restore(workspaceId)
  assert.deepEqual(harness.log.lines.filter(ofSession), [
    'info restore.begun {"method":"service"}',
    'warn restore.failed {"method":"service","code":"keychainLocked"}',
  ])
})

test('no fact of a whole session is a secret or a name', async () => {
  const harness = await openSignedIn()
  harness.chat.end('alice')
  await harness.clock.turn(2_280_000)
  await harness.run.session.signOut()
  const log = harness.log.lines.join('\n')
  for (const secret of [...harness.service.issued, 'credential-alice', 'alice', 'Moreau']) {
    assert.ok(!log.includes(secret), secret)
  }
})
