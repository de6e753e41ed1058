import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import type { FakeSingleSignOn, Step } from '../../support/fakeSingleSignOn.ts'
import { settled, startOfTime } from '../../support/fakes.ts'
import {
  aliceKey,
  openHarness,
  outcome,
  restartAndRestore,
  status,
  teamAddresses,
  type Harness,
} from './harness.ts'

const addresses = { ...teamAddresses, issuer: 'https://login.team.example' }
const anyone = { method: 'oidc', userId: null } as const

async function openSignedIn(): Promise<Harness> {
  const harness = openHarness()
  harness.workspace.addresses = addresses
  await harness.run.session.signIn(anyone, true)
  return harness
}

function storedCredential(harness: Harness): string | null | undefined {
  return harness.vault.records.get(aliceKey)?.refreshCredential
}

test('the token service names the user, and the sign-in is kept with its issuer', async () => {
  const harness = await openSignedIn()
  assert.equal(status(harness), 'connected')
  assert.equal(harness.run.session.signedIn()?.account.userId, 'alice')
  assert.equal(storedCredential(harness), 'refresh-alice-1')
  assert.deepEqual(harness.vault.records.get(aliceKey)?.issuedFor, addresses)
  assert.equal(harness.index.list()[0]?.method, 'oidc')
})

test('a renewal puts the new refresh token in the keychain before the access token is used', async () => {
  const harness = await openSignedIn()
  harness.singleSignOn.hangsBefore = 'issue'
  await harness.clock.turn(2_400_000)
  assert.deepEqual(harness.singleSignOn.calls.slice(-2), ['renew refresh-alice-1', 'issue'])
  assert.equal(storedCredential(harness), 'refresh-alice-2')
  // The chat token of before stays until there is another.
  assert.equal(harness.vault.records.get(aliceKey)?.token, harness.singleSignOn.issued[0])
})

test('a try that follows a failure of the token service uses the new refresh token', async () => {
  const harness = await openSignedIn()
  harness.singleSignOn.hangsBefore = 'issue'
  await harness.clock.turn(2_410_000)
  harness.singleSignOn.hangsBefore = null
  await harness.clock.turn(300_000)
  const renewals = harness.singleSignOn.calls.filter((call) => call.startsWith('renew'))
  assert.deepEqual(renewals, ['renew refresh-alice-1', 'renew refresh-alice-2'])
  assert.equal(status(harness), 'connected')
})

describe('after SIGKILL in a renewal', () => {
  const steps: [when: string, before: Step, credential: string, state: string][] = [
    ['before the identity provider is asked', 'exchange', 'refresh-alice-1', 'connected'],
    ['before the token service is asked', 'issue', 'refresh-alice-2', 'connected'],
  ]
  for (const [when, before, credential, state] of steps) {
    test(`${when}, the next start goes on`, async () => {
      const harness = await openSignedIn()
      harness.singleSignOn.hangsBefore = before
      await harness.clock.turn(2_400_000)
      assert.equal(storedCredential(harness), credential)
      harness.singleSignOn.hangsBefore = null
      await restartAndRestore(harness)
      await harness.clock.turn(3_600_000)
      assert.equal(status(harness), state)
      assert.ok(harness.singleSignOn.issued.length > 1)
    })
  }

  test('after the chat token came, the next start goes on with it', async () => {
    const harness = await openSignedIn()
    await harness.clock.turn(2_400_000)
    await restartAndRestore(harness)
    assert.equal(status(harness), 'connected')
    assert.equal(storedCredential(harness), 'refresh-alice-2')
    assert.equal(harness.vault.records.get(aliceKey)?.token, harness.singleSignOn.issued[1])
  })

  // The provider has used the old one up and the new one never arrived: no client can save this sign-in.
  test('before the answer of the identity provider is stored, the account is kept and asks for a sign-in', async () => {
    const harness = await openSignedIn()
    harness.singleSignOn.hangsBefore = 'stored'
    await harness.clock.turn(2_400_000)
    harness.singleSignOn.hangsBefore = null
    await restartAndRestore(harness)
    harness.chat.end('alice')
    await harness.clock.turn(60_000)
    assert.equal(status(harness), 'needsSignIn singleSignOnEnded')
    assert.equal(harness.index.list().length, 1)
    await harness.run.session.signIn({ method: 'oidc', userId: 'alice' }, true)
    assert.equal(status(harness), 'connected')
  })
})

test('a definite refusal lets the session go on until its token ends, then asks for a sign-in', async () => {
  const harness = await openSignedIn()
  harness.singleSignOn.failure = new Failure('singleSignOnEnded', 'Ended.')
  await harness.clock.turn(2_400_000)
  assert.equal(status(harness), 'connected')
  harness.chat.end('alice')
  await settled()
  assert.equal(status(harness), 'needsSignIn singleSignOnEnded')
  assert.equal(harness.vault.records.size, 1)
})

for (const code of [
  'network',
  'serverError',
  'rateLimited',
  'badAnswer',
  'certificateRefused',
] as const) {
  test(`${code} from the identity provider signs nobody out`, async () => {
    const harness = await openSignedIn()
    harness.singleSignOn.failure = new Failure(code, 'Trouble.')
    await harness.clock.turn(2_700_000)
    assert.equal(status(harness), 'connected')
    harness.singleSignOn.failure = null
    await harness.clock.turn(1_000_000)
    assert.equal(status(harness), 'connected')
    assert.equal(storedCredential(harness), 'refresh-alice-2')
  })
}

test('without a refresh token the session ends with its token, and says why', async () => {
  const harness = openHarness()
  harness.workspace.addresses = addresses
  harness.singleSignOn.givesRefreshTokens = false
  await harness.run.session.signIn(anyone, true)
  assert.equal(harness.run.session.signedIn()?.activeSession.isRenewable(), false)
  harness.chat.end('alice')
  await settled()
  assert.equal(status(harness), 'needsSignIn refreshTokenMissing')
})

describe('the end of the sign-in at the identity provider', () => {
  const day = 86_400_000
  const endOf = (harness: Harness) =>
    harness.run.session.signedIn()?.activeSession.signInEndsAt() ?? null

  async function renewTwice(ends: FakeSingleSignOn['signInEnds'], skewMs = 0): Promise<Harness> {
    const harness = openHarness()
    harness.workspace.addresses = addresses
    harness.singleSignOn.signInEnds = ends
    harness.clock.setWall(skewMs)
    await harness.run.session.signIn(anyone, true)
    assert.equal(endOf(harness), null, 'one answer does not tell whether a renewal moves it')
    await harness.clock.turn(2_400_000)
    await harness.clock.turn(2_400_000)
    assert.equal(status(harness), 'connected')
    assert.equal(harness.singleSignOn.issued.length, 3)
    return harness
  }

  test('is told when renewals do not move it, by the server’s clock', async () => {
    const harness = await renewTwice({ at: startOfTime + day })
    assert.equal(endOf(harness), startOfTime + day)
  })

  test('is told in the same way when this computer’s clock is wrong', async () => {
    const harness = await renewTwice({ at: startOfTime + day }, -600_000)
    assert.ok(Math.abs((endOf(harness) ?? 0) - (startOfTime + day)) < 1_000)
  })

  test('is not told when each renewal moves it, or when the answers do not say it', async () => {
    assert.equal(endOf(await renewTwice({ afterMs: day })), null)
    assert.equal(endOf(await renewTwice(null)), null)
  })

  test('is told once a sliding one reaches the longest time that the provider allows', async () => {
    const harness = await renewTwice({ afterMs: day })
    harness.singleSignOn.signInEnds = { at: startOfTime + 4_800_000 + day }
    await harness.clock.turn(2_400_000)
    assert.equal(endOf(harness), startOfTime + 4_800_000 + day)
  })
})

test('another person than the one who has to sign in is refused, and the account stays', async () => {
  const harness = await openSignedIn()
  harness.singleSignOn.failure = new Failure('singleSignOnEnded', 'Ended.')
  harness.chat.end('alice')
  await settled()
  harness.singleSignOn.failure = null
  harness.singleSignOn.person = 'bob'
  const again = harness.run.session.signIn({ method: 'oidc', userId: 'alice' }, true)
  assert.equal(await outcome(again), 'otherPerson')
  assert.equal(status(harness), 'needsSignIn singleSignOnEnded')
  assert.equal(harness.vault.records.size, 1)
})

test('a person has more than 60 s in the browser', async () => {
  const harness = openHarness()
  harness.workspace.addresses = addresses
  harness.singleSignOn.hangsBefore = 'exchange'
  const signIn = outcome(harness.run.session.signIn(anyone, true))
  await harness.clock.turn(359_000)
  assert.equal(status(harness), 'signingIn')
  await harness.clock.turn(1_000)
  assert.equal(await signIn, 'timeout')
})

test('stored credentials go nowhere when the workspace has another issuer', async () => {
  const harness = await openSignedIn()
  const calls = harness.singleSignOn.calls.length
  harness.workspace.addresses = { ...addresses, issuer: 'https://evil.example' }
  await restartAndRestore(harness)
  await harness.clock.turn(7_200_000)
  assert.equal(status(harness), 'needsSignIn workspaceMoved')
  assert.equal(harness.singleSignOn.calls.length, calls)
})

test('a sign-out tells the identity provider and wipes the account', async () => {
  const harness = await openSignedIn()
  await harness.run.session.signOut()
  await harness.run.session.signOutsTold()
  assert.deepEqual(harness.singleSignOn.calls.slice(-2), ['signOut refresh-alice-1', 'endSession'])
  assert.equal(harness.vault.records.size, 0)
  assert.equal(harness.index.list().length, 0)
})

test('a workspace without single sign-on says so', async () => {
  const harness = openHarness()
  assert.equal(await outcome(harness.run.session.signIn(anyone, true)), 'singleSignOnMissing')
})
