import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { settled } from '../../support/fakes.ts'
import { takeSignOuts } from '../../support/fakeSignOuts.ts'
import { alice, aliceKey, openSignedIn, status, type Harness } from './harness.ts'

const takesSignOuts = ({ service }: Harness) => takeSignOuts(service)
const signOuts = ({ service }: Harness) =>
  service.calls.filter((call) => call.startsWith('signOut'))

test('a sign-out tells the token service with the newest refresh credential', async () => {
  const harness = await openSignedIn(true, takesSignOuts)
  harness.chat.end('alice')
  await settled()
  await harness.run.session.signOut()
  assert.deepEqual(signOuts(harness), ['signOut credential-alice-2'])
  assert.equal(harness.vault.records.size, 0)
})

test('a sign-in that is not kept is ended there, too', async () => {
  const harness = await openSignedIn(false, takesSignOuts)
  await harness.run.session.signOut()
  assert.deepEqual(signOuts(harness), ['signOut credential-alice-1'])
})

test('a service that never answers delays neither the wipe nor the next sign-in, and is given up after 3 s', async () => {
  const harness = await openSignedIn(true, takesSignOuts)
  harness.service.mode = 'never'
  await harness.run.session.signOut()
  assert.equal(status(harness), 'signedOut')
  assert.equal(harness.vault.records.size, 0)
  let isTold = false
  void harness.run.session.signOutsTold().then(() => (isTold = true))
  harness.service.mode = 'ok'
  await harness.run.session.signIn(alice, true)
  assert.equal(status(harness), 'connected')
  await harness.clock.turn(2_999)
  assert.equal(isTold, false)
  await harness.clock.turn(1)
  assert.equal(isTold, true)
})

test('a service that fails changes nothing of a sign-out', async () => {
  for (const mode of [
    new Failure('network', 'Not there.'),
    new Failure('renewalRefused', 'Not known.'),
  ]) {
    const harness = await openSignedIn(true, takesSignOuts)
    harness.service.mode = mode
    await harness.run.session.signOut()
    await harness.run.session.signOutsTold()
    assert.equal(status(harness), 'signedOut')
    assert.deepEqual(harness.clock.pending(), [])
  }
})

test('a switch of accounts and a quit end no sign-in', async () => {
  const harness = await openSignedIn(true, takesSignOuts)
  harness.run.session.switchAccount()
  await harness.run.session.continueAs(aliceKey)
  harness.run.session.leave()
  assert.deepEqual(signOuts(harness), [])
})

test('a pasted token and a service without refresh credentials have nothing to end', async () => {
  const harness = await openSignedIn(true, ({ service }) => {
    takeSignOuts(service)
    service.givesCredential = 'never'
  })
  const token = harness.service.issued.at(-1) ?? ''
  await harness.run.session.signOut()
  await harness.run.session.signIn({ method: 'token', token, userId: '' }, true)
  await harness.run.session.signOut()
  assert.deepEqual(signOuts(harness), [])
})

test('forgetting a remembered account tells the service with its stored credential', async () => {
  const harness = await openSignedIn(true, takesSignOuts)
  harness.run.session.switchAccount()
  await harness.run.session.forget(aliceKey)
  await settled()
  assert.deepEqual(signOuts(harness), ['signOut credential-alice-1'])
  assert.equal(harness.vault.records.size, 0)
})

test('a credential that was issued for other addresses is sent nowhere when its account is forgotten', async () => {
  const harness = await openSignedIn(true, takesSignOuts)
  harness.run.session.switchAccount()
  const addresses = { ...harness.workspace.addresses, tokenService: 'https://evil.example/token' }
  harness.workspace.addresses = addresses
  await harness.run.session.forget(aliceKey)
  await settled()
  assert.deepEqual(signOuts(harness), [])
  assert.equal(harness.vault.records.size, 0)
})

test('a locked keychain delays no forgetting for the sake of the service', async () => {
  const harness = await openSignedIn(true, takesSignOuts)
  harness.run.session.switchAccount()
  harness.vault.state = 'locked'
  await harness.run.session.forget(aliceKey)
  assert.equal(harness.index.list()[0]?.stage, 'deleting')
  assert.deepEqual(signOuts(harness), [])
})
