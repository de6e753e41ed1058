import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { settled } from '../../support/fakes.ts'
import {
  aliceKey,
  openHarness,
  restartAndRestore,
  status,
  teamAddresses,
  type Harness,
} from './harness.ts'

const addresses = { ...teamAddresses, issuer: 'https://login.team.example' }
const anyone = { method: 'oidc', userId: null } as const

function storedCredential(harness: Harness): string | null | undefined {
  return harness.vault.records.get(aliceKey)?.refreshCredential
}

describe('a session that is left while the answer of the identity provider is on its way', () => {
  async function openRenewing() {
    const harness = openHarness()
    harness.workspace.addresses = addresses
    await harness.run.session.signIn(anyone, true)
    const answer = Promise.withResolvers<void>()
    harness.singleSignOn.answer = answer.promise
    await harness.clock.turn(2_400_000)
    assert.equal(storedCredential(harness), 'refresh-alice-1')
    return {
      harness,
      async answers(): Promise<void> {
        answer.resolve()
        harness.singleSignOn.answer = Promise.resolve()
        await settled()
      },
    }
  }

  async function goesOn(harness: Harness): Promise<void> {
    await harness.clock.turn(3_600_000)
    assert.equal(status(harness), 'connected')
    assert.notEqual(storedCredential(harness), 'refresh-alice-2', 'it was renewed again')
  }

  test('because the app quits, is waited for and stored', async () => {
    const { harness, answers } = await openRenewing()
    const { session } = harness.run
    session.leave()
    let isStored = false
    void session.renewalsStored().then(() => (isStored = true))
    await settled()
    assert.equal(isStored, false)
    await answers()
    assert.equal(isStored, true)
    assert.equal(storedCredential(harness), 'refresh-alice-2')
    await restartAndRestore(harness)
    await goesOn(harness)
  })

  test('because of a switch, is stored, and the account can go on', async () => {
    const { harness, answers } = await openRenewing()
    harness.run.session.switchAccount()
    await answers()
    await harness.run.session.renewalsStored()
    assert.equal(storedCredential(harness), 'refresh-alice-2')
    assert.equal(harness.index.current(), null, 'the next start restores no account')
    await harness.run.session.continueAs(aliceKey)
    await goesOn(harness)
  })

  test('because of a sign-out, leaves nothing in the keychain', async () => {
    const { harness, answers } = await openRenewing()
    await harness.run.session.signOut()
    await answers()
    await harness.run.accounts.settled()
    assert.equal(harness.vault.records.size, 0)
  })

  test('and signed in anew meanwhile, keeps the new sign-in', async () => {
    const { harness, answers } = await openRenewing()
    harness.run.session.switchAccount()
    await harness.run.session.signIn(anyone, true)
    assert.equal(storedCredential(harness), 'refresh-alice-3')
    await answers()
    await harness.run.accounts.settled()
    assert.equal(storedCredential(harness), 'refresh-alice-3')
  })

  test('and was not to be kept, leaves the record of a locked keychain alone', async () => {
    const harness = openHarness()
    harness.workspace.addresses = addresses
    await harness.run.session.signIn(anyone, true)
    harness.vault.state = 'locked'
    const { session } = await restartAndRestore(harness)
    assert.equal(status(harness), 'needsSignIn keychainLocked')
    await session.signIn(anyone, false)
    const answer = Promise.withResolvers<void>()
    harness.singleSignOn.answer = answer.promise
    await harness.clock.turn(2_400_000)
    harness.vault.state = 'ready'
    session.switchAccount()
    answer.resolve()
    await session.renewalsStored()
    await harness.run.accounts.settled()
    assert.equal(storedCredential(harness), 'refresh-alice-1')
  })
})
