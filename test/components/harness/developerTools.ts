import { expect } from 'playwright/test'
import type {
  Finding,
  PastedInspection,
  Session,
  SessionInspection,
  SandboxFaults,
  View,
} from '../../../preload/contract.ts'
import { defaults } from '../../../renderer/developer/faults/options.ts'
import * as scene from './views.ts'
import { minute } from './views.ts'
import type { Stage } from './harness.ts'

type ToolTab = 'Token' | 'Timeline' | 'Sandbox' | 'Token service'
type Replies = Parameters<Stage['show']>[1]

/** The view of a signed-in developer. */
export function developing(session: Session = scene.connected(), change: Partial<View> = {}): View {
  return { ...scene.signedIn(session), developerMode: true, ...change }
}

/** The parts of a token that ends in 50 minutes; times are whole seconds. */
function facts() {
  const now = Math.floor(Date.now() / 1000) * 1000
  return { issuedAt: now - 10 * minute, expiresAt: now + 50 * minute, renewsAt: now + 29 * minute }
}

/** The session's token, three seconds ahead of this computer's clock, with a claim of Alice's own. */
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

/** Bob's token, signed in a way that no sign-in takes. */
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
export const faulty: SandboxFaults = {
  ...defaults,
  tokenLifeSeconds: 'forever',
  tokenService: 'htmlRefusal',
  chatDelayMs: 1_500,
  network: 'off',
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
  words: string,
  ms: number | null = null,
): Finding {
  return { probe, verdict, title, words, advice: '', ms }
}

export const report = { url: 'https://api.acme.example/token', findings, startedAt: Date.now() }

const tokenService = { url: 'https://api.acme.example/token', signIn: 'password' } as const

/** Opens the window with the developer tools at one of their tabs. */
export async function openTools(
  stage: Stage,
  tab: ToolTab,
  view: View = developing(),
  replies: Replies = {},
): Promise<void> {
  await stage.show(view, {
    listChannels: { ok: true, value: scene.channels },
    openChannel: { ok: true, value: scene.opened() },
    inspectSession: { ok: true, value: inspection() },
    readFaults: { ok: true, value: defaults },
    readTokenService: { ok: true, value: tokenService },
    readTimeline: { ok: true, value: [] },
    ...replies,
  })
  await stage.page.getByRole('button', { name: 'Developer tools', exact: true }).click()
  await tools(stage).getByRole('tab', { name: tab, exact: true }).click()
}

/** The panel of developer tools. */
export function tools({ page }: Stage) {
  return page.getByRole('complementary', { name: 'Developer tools' })
}

/** Reads a pasted token, whatever is typed. */
export async function readToken(stage: Stage): Promise<void> {
  await tools(stage).locator('input').fill('a.b.c')
  await tools(stage).getByRole('button', { name: 'Read token' }).click()
}

/** Has the token service checked that the form points at. */
export async function runCheck(stage: Stage): Promise<void> {
  await expect(tools(stage).getByLabel('URL', { exact: true })).not.toHaveValue('')
  await tools(stage).getByLabel('User ID', { exact: true }).fill('alice')
  await tools(stage).getByLabel('Password', { exact: true }).fill('wonderland')
  await tools(stage).getByRole('button', { name: 'Check' }).click()
}

/** The tabs of the developer tools that are about tokens, the sandbox and the token service, in each of their states. */
export const benchScreens: Record<string, (stage: Stage) => Promise<void>> = {
  'tools, token': (stage) => openTools(stage, 'Token'),
  'tools, token over and not for the account': (stage) => {
    const past = Date.now() - minute
    const value = inspection({
      userId: 'bob',
      isForAccount: false,
      expiresAt: past,
      renewsAt: null,
    })
    return openTools(stage, 'Token', developing(), { inspectSession: { ok: true, value } })
  },
  'tools, token pasted': async (stage) => {
    await openTools(stage, 'Token', developing(), { inspectToken: { ok: true, value: pasted() } })
    await readToken(stage)
    await tools(stage).getByText('belongs to bob').waitFor()
  },
  'tools, no token': (stage) =>
    openTools(stage, 'Token', scene.view({ developerMode: true }), {
      inspectSession: { ok: true, value: null },
    }),
  'tools, sandbox': (stage) => openTools(stage, 'Sandbox'),
  'tools, sandbox with faults, signed out': (stage) =>
    openTools(stage, 'Sandbox', scene.view({ developerMode: true }), {
      readFaults: { ok: true, value: faulty },
    }),
  'tools, sandbox elsewhere': (stage) =>
    openTools(stage, 'Sandbox', developing(scene.connected(), { workspace: scene.acme }), {
      readFaults: { ok: true, value: null },
    }),
  'tools, check with fields missing': async (stage) => {
    await openTools(stage, 'Token service')
    await tools(stage).getByRole('button', { name: 'Check' }).click()
  },
  'tools, check under way': async (stage) => {
    await openTools(stage, 'Token service', developing(), { checkTokenService: 'held' })
    await runCheck(stage)
    for (const finding of findings.slice(0, 3)) await stage.tell('finding', finding)
    await tools(stage).getByText('3 done').waitFor()
  },
  'tools, check done': async (stage) => {
    const checkTokenService = { ok: true, value: report } as const
    await openTools(stage, 'Token service', developing(), { checkTokenService })
    await runCheck(stage)
    await tools(stage).getByText('1 failed').waitFor()
  },
}
