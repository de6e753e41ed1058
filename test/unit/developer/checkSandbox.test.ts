import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Finding } from '../../../preload/contract.ts'
import { checkTokenService } from '../../../main/developer/serviceCheck/check.ts'
import type { FaultsPatch, tokenServiceModes } from '../../../sandbox/faults.ts'
import { startSandbox } from '../../../sandbox/server.ts'
import { FakeClock, testSecret } from '../../support/fakes.ts'
import { drive } from './drive.ts'
import { problemsOf } from './findings.ts'

type Mode = (typeof tokenServiceModes)[number]

/** The findings of each mode; the other probes pass, or are skipped. */
const modes: Record<Mode, string[]> = {
  ok: [],
  down: ['fail reachable'],
  never: ['fail reachable'],
  error: ['fail status'],
  busy: ['fail status'],
  unavailable: ['fail status'],
  html: ['fail contentType', 'fail body'],
  htmlRefusal: ['fail status', 'fail contentType'],
  redirect: ['fail status'],
  refused: ['fail status'],
  forbidden: ['fail status'],
  wrongUser: ['fail userId'],
  malformedToken: ['fail token'],
  sameToken: ['fail newToken'],
  noToken: ['fail body'],
  badJson: ['fail body'],
  huge: ['fail body'],
}

const switches: [faults: FaultsPatch, found: string[], message: RegExp][] = [
  [{ tokenLifeSeconds: 60 }, [], /1 minute/],
  [{ tokenLifeSeconds: 59 }, ['warn expiry'], /59 seconds/],
  [{ tokenLifeSeconds: 31 * 86_400 }, [], /31 days/],
  [{ tokenLifeSeconds: 32 * 86_400 }, ['warn expiry'], /32 days/],
  [{ tokenLifeSeconds: 'forever' }, ['warn expiry'], /no exp/],
  [{ tokenLifeSeconds: 0 }, ['fail expiry'], /0 seconds before/],
  [{ tokenLifeSeconds: -5 }, ['fail expiry'], /5 seconds before/],
  [{ tokenNotBeforeSeconds: 1 }, ['warn validFrom'], /nbf is 1 s ahead.*\(41\)/],
  [{ tokenNotBeforeSeconds: 60 }, ['warn validFrom'], /nbf is 60 s ahead.*\(41\)/],
  [{ tokenNotBeforeSeconds: 61 }, ['fail validFrom'], /nbf is 61 s ahead.*\(41\)/],
  [{ tokenNotBeforeSeconds: -30 }, [], /iat, 1 second back/],
  [{ tokenServiceSkewSeconds: 1 }, ['warn validFrom'], /iat is this very second.*\(42\)/],
  [{ tokenServiceSkewSeconds: 61 }, ['warn validFrom'], /iat is 60 s ahead.*\(42\)/],
  [{ tokenServiceSkewSeconds: 62 }, ['fail validFrom'], /iat is 61 s ahead.*\(42\)/],
  [{ tokenServiceSkewSeconds: -600 }, [], /iat, 10 minutes back/],
  [{ tokenServiceSkewSeconds: -3_601 }, ['fail expiry'], /1 second before/],
  [{ clockSkewSeconds: 600 }, ['warn serverTime'], /10 minutes ahead of/],
  [{ clockSkewSeconds: -7_200 }, ['warn serverTime'], /2 hours behind/],
  [{ network: 'off' }, ['fail reachable'], /cut the connection/],
  [{ tokenServiceDelayMs: 4_000 }, ['warn speed'], /4000 to 4000 ms/],
]

for (const [mode, found] of Object.entries(modes) as [Mode, string[]][]) {
  test(`the sandbox's token service in the mode “${mode}” is found out`, async (t) => {
    const { findings } = await check(t, { tokenService: mode })
    assert.deepEqual(problemsOf(findings), found)
  })
}

for (const [faults, found, message] of switches) {
  test(`the sandbox's token service with ${JSON.stringify(faults)} is found out`, async (t) => {
    const { findings } = await check(t, faults)
    assert.deepEqual(problemsOf(findings), found)
    assert.ok(
      findings.some((finding) => message.test(finding.message)),
      JSON.stringify(findings, null, 1),
    )
  })
}

test('each probe is told as it comes, in an order that stays', async (t) => {
  const { findings, told } = await check(t, {})
  assert.deepEqual(told, findings)
  assert.equal(new Set(findings.map(({ probe }) => probe)).size, 20)
  assert.deepEqual(
    findings.filter(({ ms }) => ms !== null).map(({ probe }) => probe),
    [
      'reachable',
      'wrongPassword',
      'renewal',
      'rotation',
      'parallel',
      'forgedCredential',
      'otherUsersCredential',
      'replacedCredential',
    ],
  )
})

test('a service that wants no password is checked without one', async (t) => {
  const { findings } = await check(t, {}, 'none')
  assert.deepEqual(problemsOf(findings), [])
  const skipped = findings.filter(({ verdict }) => verdict === 'skipped')
  assert.deepEqual(
    skipped.map(({ probe }) => probe),
    ['wrongPassword', 'forgedCredential', 'otherUsersCredential'],
  )
})

test('when the sign-in fails, nothing more is asked, and each skipped probe says why', async (t) => {
  const { findings, calls } = await check(t, { tokenService: 'refused' })
  assert.equal(calls, 1)
  for (const { verdict, message } of findings)
    if (verdict === 'skipped') assert.notEqual(message, '')
})

async function check(
  t: { after(done: () => unknown): void },
  faults: FaultsPatch,
  signIn: 'password' | 'none' = 'password',
) {
  const clock = new FakeClock()
  const sandbox = await startSandbox({ secret: testSecret, clock, bot: 'off', faults, signIn })
  t.after(() => sandbox.stop())
  const told: Finding[] = []
  const waits = { never: 10_000, sameToken: 1_100 }[String(faults.tokenService)]
  const report = checkTokenService(
    { url: sandbox.tokenServiceUrl, userId: 'alice', password: 'alice-sandbox', signIn },
    { fetch, clock, tell: (finding) => void told.push(finding) },
    new AbortController().signal,
  )
  const { findings } = await drive(clock, waits ?? faults.tokenServiceDelayMs ?? 0, report)
  return { findings, told, calls: sandbox.faults.counters().tokenServiceCalls }
}
