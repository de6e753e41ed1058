import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { showToken } from '../../../main/ipc/view.ts'
import { startOfTime } from '../../support/fakes.ts'
import { openHarness, teamAddresses, type Harness } from '../auth/harness.ts'

async function openSignedIn(
  change: (harness: Harness) => void = () => undefined,
): Promise<Harness> {
  const harness = openHarness()
  harness.workspace.addresses = { ...teamAddresses, issuer: 'https://login.team.example' }
  change(harness)
  await harness.run.session.signIn({ method: 'oidc', userId: null }, true)
  return harness
}

function factsOf(harness: Harness) {
  const signedIn = harness.run.session.signedIn()
  assert.ok(signedIn)
  return showToken(signedIn)
}

for (const [code, refuser] of [
  ['singleSignOnEnded', 'refusedByIdentityProvider'],
  ['accessTokenRefused', 'refusedByTokenService'],
] as const) {
  test(`a single sign-on whose renewal ends with ${code} is ${refuser}`, async () => {
    const harness = await openSignedIn()
    assert.equal(factsOf(harness).renewedBy, 'identityProvider')
    harness.singleSignOn.failure = new Failure(code, 'No.')
    await harness.clock.turn(2_400_000)
    assert.equal(factsOf(harness).renewedBy, refuser)
  })
}

test('the end of a sign-in is told by this computer’s clock', async () => {
  const endsAt = startOfTime + 86_400_000
  const harness = await openSignedIn(({ clock, singleSignOn }) => {
    clock.setWall(-600_000)
    singleSignOn.signInEnds = { at: endsAt }
  })
  await harness.clock.turn(2_400_000)
  assert.equal(factsOf(harness).signInEndsAt, endsAt - 600_000)
})
