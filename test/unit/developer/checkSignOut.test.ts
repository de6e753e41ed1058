import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkManualService, type ServiceFaults } from './manualTokenService.ts'

const signOut = 'delete'

async function check(faults: ServiceFaults) {
  const { find } = await checkManualService(faults, { signOut })
  const { verdict, message, advice } = find('signOut')
  return { verdict, message, advice }
}

test('a service that ends its sign-ins passes', async () => {
  const { verdict, message } = await check({})
  assert.deepEqual(
    [verdict, message],
    ['pass', 'DELETE ends a sign-in, and its refresh token is refused afterwards.'],
  )
})

test('sign-outs are not looked at unless the service is said to take them', async () => {
  const { findings } = await checkManualService({})
  assert.ok(!findings.some(({ probe }) => probe === 'signOut'))
})

test('a service that says yes and goes on renewing fails', async () => {
  const { verdict, message } = await check({ signOut: () => new Response(null, { status: 204 }) })
  assert.equal(verdict, 'fail')
  assert.match(message, /^The refresh token of a sign-in that was ended is let in \(200\)/)
})

test('a service that knows no DELETE fails, and is told what to do', async () => {
  const { verdict, message, advice } = await check({
    signOut: () => Response.json({ error: 'no' }, { status: 405 }),
  })
  assert.deepEqual([verdict, message], ['fail', 'A sign-out is answered with 405.'])
  assert.match(advice, /^Answer DELETE with 204/)
})

test('a service that asks to slow down is not failed for it', async () => {
  const { verdict } = await check({ signOut: () => new Response('', { status: 429 }) })
  assert.equal(verdict, 'warn')
})

test('a service that gives no refresh token has nothing to end', async () => {
  const { verdict } = await check({ rotation: 'none' })
  assert.equal(verdict, 'skipped')
})

test('a redirect of a sign-out is explained', async () => {
  const headers = { location: 'https://evil.example/' }
  const { verdict, message } = await check({
    signOut: () => new Response('', { status: 307, headers }),
  })
  assert.equal(verdict, 'fail')
  assert.match(message, /^A sign-out: /)
})
