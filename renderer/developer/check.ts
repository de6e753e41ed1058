import { effect, signal } from '@preact/signals'
import type { CheckReport, Finding, SignIn } from '../../preload/contract.ts'
import { border } from '../border.ts'
import { createForm, mishapOf, refuse, required } from '../form.ts'
import { panel } from '../panel.ts'

/** How the check stands. What it has found so far is in `findings`. */
export type Check =
  | { state: 'none' }
  | { state: 'running' }
  | { state: 'stopped' }
  | { state: 'done'; report: CheckReport }

export const check = signal<Check>({ state: 'none' })
export const findings = signal<Finding[]>([])

/** What was typed about the token service, and what it asks for. */
export const draft = signal(blank())
export const asks = signal<SignIn>('password')

let workspace: string | null = null

/** Points the form at the workspace's own token service; what was typed since stays. */
export async function pointAt(workspaceId: string): Promise<void> {
  if (workspaceId === workspace) return
  workspace = workspaceId
  stop()
  draft.value = blank()
  findings.value = []
  check.value = { state: 'none' }
  const reply = await border.readTokenService()
  const url = draft.value.values.tokenServiceUrl
  if (!reply.ok || reply.value === null || workspaceId !== workspace || url.value !== '') return
  url.value = reply.value.url
  asks.value = reply.value.signIn
}

border.on('finding', (finding) => {
  if (check.value.state === 'running') findings.value = [...findings.value, finding]
})

/** Checks the token service that was typed, unless a check is under way. */
export async function run(): Promise<void> {
  if (check.value.state === 'running') return
  const form = draft.value
  const request = {
    url: form.values.tokenServiceUrl.value.trim(),
    userId: form.values.userId.value.trim(),
    password: asks.value === 'password' ? form.values.password.value : '',
    signIn: asks.value,
  }
  const amiss = [
    ...required(request.url, 'tokenServiceUrl'),
    ...required(request.userId, 'userId'),
    ...(asks.value === 'password' ? required(request.password, 'password') : []),
  ]
  if (amiss.length > 0) return refuse(form, amiss)
  form.progress.value = { state: 'resting' }
  findings.value = []
  check.value = { state: 'running' }
  const reply = await border.checkTokenService(request)
  // Meanwhile the form may be another workspace's.
  if (form !== draft.value) return
  if (reply.ok) {
    findings.value = reply.value.findings
    check.value = { state: 'done', report: reply.value }
    // As with a sign-in: a password that is not needed for another try is gone.
    if (!hasFailed(reply.value.findings)) form.values.password.value = ''
  } else if (reply.code === 'aborted') {
    check.value = { state: 'stopped' }
  } else {
    check.value = { state: 'none' }
    refuse(form, [mishapOf(form, reply)])
  }
}

/** Ends the check that is under way. */
export function stop(): void {
  if (check.value.state === 'running') void border.stopCheck()
}

function hasFailed(findings: Finding[]): boolean {
  return findings.some(({ verdict }) => verdict === 'fail')
}

function blank() {
  return createForm({ tokenServiceUrl: '', userId: '', password: '' })
}

// Neither a check nor a password outlives the panel.
effect(() => {
  if (panel.value.state !== 'closed') return
  stop()
  draft.value.values.password.value = ''
})
