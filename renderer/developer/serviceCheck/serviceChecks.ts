import { effect, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type {
  CheckReport,
  CheckRequest,
  Finding,
  ServiceSignOut,
  WorkspaceSignIn,
} from '../../../preload/contract.ts'
import type { Api } from '../../api.ts'
import type { DeveloperPanel } from '../../state/developerPanel.ts'
import {
  createForm,
  errorOf,
  fillIn,
  required,
  setErrors,
  textsOf,
  clearField,
  type FieldError,
  type Form,
} from '../../state/form.ts'
import { keepChoice, keepForm, type InputStore } from '../../state/inputStore.ts'

/** The state of a check. Its findings so far are in `findings`. */
export type CheckState =
  | { state: 'none' }
  | { state: 'running' }
  | { state: 'stopped' }
  | { state: 'done'; report: CheckReport }

/** The token service check of one workspace. */
export interface ServiceCheck {
  readonly form: Form<'tokenServiceUrl' | 'userId' | 'password' | 'token'>
  /** The credentials that the token service requires. */
  readonly asks: ReadonlySignal<WorkspaceSignIn>
  /** Whether the service is told of sign-outs, which are then checked, too. */
  readonly signOut: Signal<ServiceSignOut>
  chooseAsks(asks: WorkspaceSignIn): void
  readonly check: ReadonlySignal<CheckState>
  readonly findings: ReadonlySignal<Finding[]>
  /** Fills in the workspace's own token service once, in fields that the person has not changed. */
  readOwn(): Promise<void>
  /** Checks the typed token service, unless a check is running. */
  run(): Promise<void>
  /** Stops the running check. */
  stop(): void
}

export interface ServiceChecks {
  /** Returns the check of a workspace, created once, so typed text survives a change of workspace. */
  of(workspaceId: string): ServiceCheck
}

export interface ServiceCheckOptions {
  api: Pick<Api, 'readTokenService' | 'checkTokenService' | 'stopCheck' | 'on'>
  inputs: InputStore
  panel: Pick<DeveloperPanel, 'panel'>
}

export function createServiceChecks({ api, inputs, panel }: ServiceCheckOptions): ServiceChecks {
  const checks = new Map<string, ServiceCheck & { found(finding: Finding): void }>()
  api.on('finding', (finding) => {
    for (const check of checks.values()) check.found(finding)
  })
  // Closing the panel stops the check and clears the secrets.
  effect(() => {
    if (panel.panel.value.state !== 'closed') return
    for (const check of checks.values()) {
      check.stop()
      clearField(check.form, 'password')
      clearField(check.form, 'token')
    }
  })
  return {
    of(workspaceId) {
      const known = checks.get(workspaceId)
      if (known) return known
      for (const other of checks.values()) other.stop()
      const check = createServiceCheck(api, inputs, workspaceId)
      checks.set(workspaceId, check)
      return check
    },
  }
}

function createServiceCheck(
  api: ServiceCheckOptions['api'],
  inputs: InputStore,
  workspaceId: string,
): ServiceCheck & { found(finding: Finding): void } {
  const path = ['serviceCheck', workspaceId]
  const form = keepForm(
    inputs,
    path,
    createForm({ tokenServiceUrl: '', userId: '', password: '', token: '' }),
  )
  const asks: Signal<WorkspaceSignIn> = signal('password')
  let isAsksChosen = inputs.read([...path, 'asks']) !== null
  keepChoice(inputs, [...path, 'asks'], asks, ['password', 'none', 'oidc'])
  const signOut = signal<ServiceSignOut>('none')
  keepChoice(inputs, [...path, 'signOut'], signOut, ['none', 'delete'])
  const check = signal<CheckState>({ state: 'none' })
  const findings = signal<Finding[]>([])
  let own: 'unread' | 'reading' | 'read' = 'unread'

  return {
    form,
    asks,
    signOut,
    check,
    findings,
    chooseAsks(chosen) {
      isAsksChosen = true
      asks.value = chosen
    },
    async readOwn() {
      if (own !== 'unread') return
      own = 'reading'
      const reply = await api.readTokenService()
      own = reply.ok ? 'read' : 'unread'
      if (!reply.ok || reply.value === null) return
      // The reply describes the workspace's own service, not a URL that the person has typed.
      const isTyped = form.touched.has('tokenServiceUrl')
      fillIn(form, 'tokenServiceUrl', reply.value.url)
      if (isTyped || isAsksChosen) return
      asks.value = reply.value.signIn
      signOut.value = reply.value.signOut ?? 'none'
    },
    found(finding) {
      if (check.peek().state === 'running') findings.value = [...findings.peek(), finding]
    },
    async run() {
      if (check.peek().state === 'running') return
      const sent = textsOf(form)
      const request = requestOf(sent, asks.peek(), signOut.peek())
      const errors = [
        ...required(request.url, 'tokenServiceUrl'),
        ...required(request.userId, 'userId'),
        ...missingSecret(request),
      ]
      if (errors.length > 0) return setErrors(form, errors)
      form.progress.value = { state: 'idle' }
      findings.value = []
      check.value = { state: 'running' }
      const reply = await api.checkTokenService(request)
      if (reply.ok) {
        findings.value = reply.value.findings
        check.value = { state: 'done', report: reply.value }
        // Clears secrets that no retry needs. Those typed since then stay.
        if (!hasFailed(reply.value.findings)) dropSecrets(form, sent)
      } else if (reply.code === 'aborted') {
        check.value = { state: 'stopped' }
      } else {
        check.value = { state: 'none' }
        setErrors(form, [errorOf(form, reply)])
      }
    },
    stop() {
      if (check.peek().state === 'running') void api.stopCheck()
    },
  }
}

/** The request for the typed texts, without the secret of another sign-in. */
function requestOf(
  texts: Record<'tokenServiceUrl' | 'userId' | 'password' | 'token', string>,
  signIn: WorkspaceSignIn,
  signOut: ServiceSignOut,
): CheckRequest {
  const { tokenServiceUrl, userId, password, token } = texts
  return {
    url: tokenServiceUrl.trim(),
    userId: userId.trim(),
    password: signIn === 'password' ? password : '',
    signIn,
    ...(signIn === 'oidc' ? { accessToken: token.trim() } : {}),
    ...(signIn !== 'oidc' && signOut !== 'none' ? { signOut } : {}),
  }
}

function hasFailed(findings: Finding[]): boolean {
  return findings.some(({ verdict }) => verdict === 'fail')
}

/** Empties the fields that still hold the sent secrets. */
function dropSecrets(form: ServiceCheck['form'], sent: Record<'password' | 'token', string>): void {
  for (const name of ['password', 'token'] as const) {
    if (form.values[name].peek() === sent[name]) clearField(form, name)
  }
}

/** The secret that the service asks for. */
function missingSecret({ signIn, password, accessToken = '' }: CheckRequest): FieldError[] {
  if (signIn === 'password') return required(password, 'password')
  return signIn === 'oidc' ? required(accessToken, 'token') : []
}
