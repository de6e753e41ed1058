import { expect } from 'playwright/test'
import type {
  Finding,
  PastedInspection,
  Session,
  SessionInspection,
  FaultSettings,
  View,
} from '../../../preload/contract.ts'
import { noFaults } from '../../../sandbox/faultList.ts'
import * as views from './views.ts'
import { minute } from './views.ts'
import type { Harness } from './harness.ts'

type ToolTab = 'Token' | 'Timeline' | 'Sandbox' | 'Token service'
type Replies = Parameters<Harness['show']>[1]

/** The view of a signed-in developer. */
export function developing(session: Session = views.connected(), change: Partial<View> = {}): View {
  return { ...views.signedIn(session), developerMode: true, ...change }
}

/** The times of a token that expires in 50 minutes, in whole seconds. */
function facts() {
  const now = Math.floor(Date.now() / 1000) * 1000
  return { issuedAt: now - 10 * minute, expiresAt: now + 50 * minute, renewsAt: now + 29 * minute }
}

/** Alice's token with a custom claim; the server's clock is 3 s ahead. */
export function inspection(change: Partial<SessionInspection> = {}): SessionInspection {
  const { issuedAt, expiresAt, renewsAt } = facts()
  return {
    header: [
      { name: 'alg', value: '"HS256"' },
      { name: 'typ', value: '"JWT"' },
    ],
    payload: [
      { name: 'user_id', value: '"alice"' },
      { name: 'iat', value: `${issuedAt / 1000}` },
      { name: 'exp', value: `${expiresAt / 1000}` },
      { name: 'plan', value: '{"name":"gold","seats":[12,13]}' },
    ],
    signature: 'present',
    userId: 'alice',
    issuedAt,
    notBefore: null,
    expiresAt,
    skewMs: 3_000,
    isForAccount: true,
    renewsAt,
    renewedBy: 'tokenService',
    storedIn: 'keychain',
    ...change,
  }
}

/** Bob's token, signed with an algorithm that cannot be used. */
export function pasted(change: Partial<PastedInspection> = {}): PastedInspection {
  return {
    header: [{ name: 'alg', value: '"RS256"' }],
    payload: [{ name: 'user_id', value: '"bob"' }],
    signature: 'present',
    userId: 'bob',
    issuedAt: null,
    notBefore: null,
    expiresAt: null,
    skewMs: 3_000,
    problem: 'tokenAlgorithmWrong',
    ...change,
  }
}

/** A sandbox with some faults. */
export const faulty: FaultSettings = {
  current: {
    ...noFaults,
    tokenLifeSeconds: 'forever',
    tokenService: 'htmlRefusal',
    chatDelayMs: 1_500,
    network: 'off',
  },
  defaults: noFaults,
}

export const findings: Finding[] = [
  finding('reachable', 'pass', 'It can be reached', 'api.acme.example answered.', 38),
  finding('tls', 'skipped', 'The connection is private', 'It is on this computer: http will do.'),
  {
    ...finding('expiry', 'warn', 'Tokens end', 'They live for 30 days.', 41),
    advice: 'An hour is a good choice: a token that is stolen is good for no longer.',
  },
  {
    ...finding('wrongPassword', 'fail', 'A wrong password is refused', 'It was taken.', 44),
    advice: 'Compare the password, and answer 401 with a JSON error when it is wrong.',
  },
]

function finding(
  probe: string,
  verdict: Finding['verdict'],
  title: string,
  message: string,
  ms: number | null = null,
): Finding {
  return { probe, verdict, title, message, advice: '', ms }
}

export const report = { url: 'https://api.acme.example/token', findings, startedAt: Date.now() }

const tokenService = { url: 'https://api.acme.example/token', signIn: 'password' } as const

/** Opens the developer tools at a tab. */
export async function openTools(
  harness: Harness,
  tab: ToolTab,
  view: View = developing(),
  replies: Replies = {},
): Promise<void> {
  await harness.show(view, {
    listChannels: { ok: true, value: views.channelPage() },
    openChannel: { ok: true, value: views.opened() },
    inspectSession: { ok: true, value: inspection() },
    readFaults: { ok: true, value: { current: noFaults, defaults: noFaults } },
    readTokenService: { ok: true, value: tokenService },
    readTimeline: { ok: true, value: [] },
    ...replies,
  })
  await harness.page.getByRole('button', { name: 'Developer tools', exact: true }).click()
  await tools(harness).getByRole('tab', { name: tab, exact: true }).click()
}

/** The panel of developer tools. */
export function tools({ page }: Harness) {
  return page.getByRole('complementary', { name: 'Developer tools' })
}

/** Pastes a token and reads it. */
export async function readToken(harness: Harness): Promise<void> {
  await tools(harness).locator('input').fill('a.b.c')
  await tools(harness).getByRole('button', { name: 'Read token' }).click()
}

/** Runs a check with the form's values. */
export async function runCheck(harness: Harness): Promise<void> {
  await expect(tools(harness).getByLabel('URL', { exact: true })).not.toHaveValue('')
  await tools(harness).getByLabel('User ID', { exact: true }).fill('alice')
  await tools(harness).getByLabel('Password', { exact: true }).fill('wonderland')
  await tools(harness).getByRole('button', { name: 'Check' }).click()
}

/** The developer tools' tabs in each of their states. */
export const developerToolScreens: Record<string, (harness: Harness) => Promise<void>> = {
  'tools, token': (harness) => openTools(harness, 'Token'),
  'tools, token over and not for the account': (harness) => {
    const past = Date.now() - minute
    const value = inspection({
      userId: 'bob',
      isForAccount: false,
      expiresAt: past,
      renewsAt: null,
    })
    return openTools(harness, 'Token', developing(), { inspectSession: { ok: true, value } })
  },
  'tools, token pasted': async (harness) => {
    await openTools(harness, 'Token', developing(), { inspectToken: { ok: true, value: pasted() } })
    await readToken(harness)
    await tools(harness).getByText('belongs to bob').waitFor()
  },
  'tools, no token': (harness) =>
    openTools(harness, 'Token', views.view({ developerMode: true }), {
      inspectSession: { ok: true, value: null },
    }),
  'tools, sandbox': (harness) => openTools(harness, 'Sandbox'),
  'tools, sandbox with faults, signed out': (harness) =>
    openTools(harness, 'Sandbox', views.view({ developerMode: true }), {
      readFaults: { ok: true, value: faulty },
    }),
  'tools, sandbox elsewhere': (harness) =>
    openTools(harness, 'Sandbox', developing(views.connected(), { workspace: views.acme }), {
      readFaults: { ok: true, value: null },
    }),
  'tools, check with fields missing': async (harness) => {
    await openTools(harness, 'Token service')
    await tools(harness).getByRole('button', { name: 'Check' }).click()
  },
  'tools, check under way': async (harness) => {
    await openTools(harness, 'Token service', developing(), { checkTokenService: 'held' })
    await runCheck(harness)
    for (const finding of findings.slice(0, 3)) await harness.emit('finding', finding)
    await tools(harness).getByText('3 done').waitFor()
  },
  'tools, check done': async (harness) => {
    const checkTokenService = { ok: true, value: report } as const
    await openTools(harness, 'Token service', developing(), { checkTokenService })
    await runCheck(harness)
    await tools(harness).getByText('1 failed').waitFor()
  },
}
