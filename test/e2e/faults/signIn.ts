import assert from 'node:assert/strict'
import type { Faults } from '../../../sandbox/faults.ts'
import type { FaultHarness } from './faultHarness.ts'
import { pressSignIn, waitForAlert, waitForStatus, signIn } from '../../support/app/page.ts'
import type { Group, Row, Seen } from './row.ts'
import { assertTokenServiceCalls, assertSaved, assertErased } from './assertions.ts'

type Mode = Exclude<Faults['tokenService'], 'ok'>

const modes: [mode: Mode, what: string, words: RegExp, calls?: number, most?: number][] = [
  // Chromium sends it again on each connection that it had kept open, six at most, and finds dead like the first.
  ['down', 'cuts the connection', /cannot be reached/, 1, 7],
  ['never', 'never answers', /did not answer in time/],
  ['error', 'answers 500', /has a problem/],
  ['busy', 'answers 429', /Too many requests/],
  ['unavailable', 'answers 503', /has a problem/],
  ['html', 'is behind a captive portal', /sent an invalid response/],
  ['htmlRefusal', 'is behind a proxy that answers 401', /sent an invalid response/],
  ['redirect', 'redirects to another origin', /redirects to/],
  ['refused', 'refuses with 401 and a reason', /user ID or password is wrong/],
  ['forbidden', 'refuses with 403 and a reason', /user ID or password is wrong/],
  ['wrongUser', 'answers with the token of another user', /belongs to another user/],
  ['malformedToken', 'answers with what is no token', /sent an invalid response/],
  // The dead token is noticed at the chat server, and renewed once before it is given up.
  ['sameToken', 'gives a token that has ended', /rejected the token/, 2],
  ['noToken', 'answers without a token', /sent an invalid response/],
  ['badJson', 'answers with JSON cut short', /sent an invalid response/],
  ['huge', 'answers with more than 64 KB', /sent an invalid response/],
]

async function refuse(
  harness: FaultHarness,
  mode: Mode,
  words: RegExp,
  calls: number,
  most: number,
): Promise<Seen> {
  const { sandbox } = harness
  const { page, ...app } = await harness.signedOut()
  if (mode === 'sameToken') {
    await sandbox.issueToken('bob')
    sandbox.faults.act({ action: 'expire', user_id: 'bob' })
  }
  sandbox.faults.change({ tokenService: mode })
  await signIn(page, 'bob')
  const saw = await waitForAlert(page, words, 13_000)
  assert.equal(await page.getByLabel('User ID').inputValue(), 'bob', 'the user ID is still there')
  assert.equal(await page.getByLabel('Password').inputValue(), 'bob-sandbox', 'so is the password')
  await assertErased({ page, ...app }, 'bob')
  assertTokenServiceCalls(sandbox, calls, most)
  const since = harness.heal()
  await pressSignIn(page)
  await waitForStatus(page, 'Connected')
  const recoveredMs = since()
  await assertSaved({ page, ...app }, 'bob')
  return { saw, recoveredMs }
}

const rows: Row[] = modes.map(([mode, what, words, calls = 1, most = calls]) => ({
  fault: `at a sign-in the token service ${what}`,
  how: `real HTTP: the sandbox's token service set to “${mode}”`,
  run: (harness: FaultHarness) => refuse(harness, mode, words, calls, most),
}))

export const signIns: Group = { name: 'Token service, at a sign-in', rows }
