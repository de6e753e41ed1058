import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createProxyLogin } from '../../../main/network/proxyAuth.ts'
import { settled } from '../../support/fakes.ts'
import { openSignedIn, outcome, status, type Harness } from './harness.ts'

const proxy = { host: 'proxy:8080', realm: '' }

/** A question for a proxy's password, which holds the time-outs of the app as in the app. */
function openLogin({ run }: Harness) {
  const seen: (string | null)[] = []
  const login = createProxyLogin({
    changed() {
      const question = login.question()
      seen.push(question?.host ?? null)
      if (question) run.timeouts.hold('proxy')
      else run.timeouts.release('proxy')
    },
  })
  return { login, seen }
}

test('a request that waits for a proxy password is not given up while the person types', async () => {
  const harness = await openSignedIn()
  const { login, seen } = openLogin(harness)
  const asked = outcome(
    harness.run.session.pass(async (_, signal) => {
      await login.ask(proxy, null, signal)
      return 'list'
    }),
  )
  await harness.clock.turn(3_600_000)
  assert.deepEqual(seen, ['proxy:8080'])
  login.answer(proxy.host, { username: 'alice', password: 'hers' })
  assert.equal(await asked, 'list')
})

test('nor is a renewal; afterwards the service has its 10 s', async () => {
  const harness = await openSignedIn()
  const { login, seen } = openLogin(harness)
  const { renew } = harness.service
  harness.service.renew = async (userId, credential, signal) => {
    await login.ask(proxy, null, signal)
    return renew.call(harness.service, userId, credential, signal)
  }
  harness.chat.end('alice')
  await harness.clock.turn(3_600_000)
  assert.deepEqual(seen, ['proxy:8080'])
  assert.equal(status(harness), 'refreshing')
  login.answer(proxy.host, { username: 'alice', password: 'hers' })
  await settled()
  await settled()
  assert.equal(status(harness), 'connected')

  await harness.clock.turn(60_000)
  harness.service.mode = 'never'
  harness.chat.end('alice')
  await harness.clock.turn(9_999)
  assert.equal(status(harness), 'refreshing')
  await harness.clock.turn(1)
  assert.equal(status(harness), 'offline timeout')
})

test('an open question does not stop a sign-out', async () => {
  const harness = await openSignedIn()
  const { login, seen } = openLogin(harness)
  const asked = outcome(harness.run.session.pass((_, signal) => login.ask(proxy, null, signal)))
  await settled()
  await harness.run.session.signOut()
  assert.equal(await asked, 'signedOut')
  assert.deepEqual(seen, ['proxy:8080', null])
  assert.deepEqual(harness.clock.pending(), [])
})
