import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { SingleSignOn } from '../../main/auth/ports.ts'
import { Failure } from '../../main/auth/errors.ts'

/** Single sign-on in which Alice is the one who signs in. */
export type OpenSingleSignOn = (t: TestContext) => Promise<SingleSignOn>

const { signal } = new AbortController()

/** What holds for each single sign-on whose provider replaces refresh tokens. */
export function testSingleSignOn(name: string, open: OpenSingleSignOn): void {
  async function signedIn(t: TestContext) {
    const singleSignOn = await open(t)
    const grant = await singleSignOn.signIn('alice', signal)
    const stored: string[] = []
    const renew = (refreshCredential: string, until = signal) =>
      singleSignOn.renew(
        {
          userId: 'alice',
          refreshCredential,
          rotated: async (next) => void stored.push(next),
        },
        until,
      )
    return { singleSignOn, first: grant.refreshCredential ?? '', renew, stored }
  }

  test(`${name}: a renewal tells the new refresh token and gives a token`, async (t) => {
    const { first, renew, stored } = await signedIn(t)
    const grant = await renew(first)
    assert.equal(grant.token.userId, 'alice')
    assert.equal(grant.refreshCredential, null)
    assert.equal(stored.length, 1)
    await renew(stored[0] ?? '')
    assert.equal(new Set([first, ...stored]).size, 3)
  })

  test(`${name}: a refresh token that was used before ends the sign-in`, async (t) => {
    const { first, renew, stored } = await signedIn(t)
    await renew(first)
    await assert.rejects(renew(first), isEnded)
    await assert.rejects(renew(stored[0] ?? ''), isEnded)
  })

  test(`${name}: a renewal that is called off still tells the new refresh token`, async (t) => {
    const { first, renew, stored } = await signedIn(t)
    const controller = new AbortController()
    const renewal = renew(first, controller.signal)
    controller.abort()
    await assert.rejects(renewal, { code: 'aborted' })
    assert.equal(stored.length, 1)
    assert.equal((await renew(stored[0] ?? '')).token.userId, 'alice')
  })

  test(`${name}: nothing is renewed after a sign-out`, async (t) => {
    const { first, renew, singleSignOn } = await signedIn(t)
    await singleSignOn.signOut(first, signal)
    await assert.rejects(renew(first), isEnded)
  })

  test(`${name}: another user than wanted is refused`, async (t) => {
    const singleSignOn = await open(t)
    const refused = (error: unknown) => error instanceof Failure && error.code === 'otherPerson'
    await assert.rejects(singleSignOn.signIn('bob', signal), refused)
  })
}

function isEnded(error: unknown): boolean {
  return error instanceof Failure && error.code === 'singleSignOnEnded' && !error.canRetry
}
