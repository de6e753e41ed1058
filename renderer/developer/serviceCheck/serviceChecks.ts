import { effect, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { CheckReport, Finding, ServiceAuth } from '../../../preload/contract.ts'
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
  readonly form: Form<'tokenServiceUrl' | 'userId' | 'password'>
  /** The credentials that the token service requires. */
  readonly asks: ReadonlySignal<ServiceAuth>
  chooseAsks(asks: ServiceAuth): void
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
  // Closing the panel stops the check and clears the password.
  effect(() => {
    if (panel.panel.value.state !== 'closed') return
    for (const check of checks.values()) {
      check.stop()
      clearField(check.form, 'password')
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
  const form = keepForm(inputs, path, createForm({ tokenServiceUrl: '', userId: '', password: '' }))
  const asks: Signal<ServiceAuth> = signal('password')
  let isAsksChosen = inputs.read([...path, 'asks']) !== null
  keepChoice(inputs, [...path, 'asks'], asks, ['password', 'none'])
  const check = signal<CheckState>({ state: 'none' })
  const findings = signal<Finding[]>([])
  let own: 'unread' | 'reading' | 'read' = 'unread'

  return {
    form,
    asks,
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
      const { signIn } = reply.value
      if (!isTyped && !isAsksChosen && signIn !== 'oidc') asks.value = signIn
    },
    found(finding) {
      if (check.peek().state === 'running') findings.value = [...findings.peek(), finding]
    },
    async run() {
      if (check.peek().state === 'running') return
      const sent = textsOf(form)
      const request = {
        url: sent.tokenServiceUrl.trim(),
        userId: sent.userId.trim(),
        password: asks.peek() === 'password' ? sent.password : '',
        signIn: asks.peek(),
      }
      const errors = [
        ...required(request.url, 'tokenServiceUrl'),
        ...required(request.userId, 'userId'),
        ...(asks.peek() === 'password' ? required(request.password, 'password') : []),
      ]
      if (errors.length > 0) return setErrors(form, errors)
      form.progress.value = { state: 'idle' }
      findings.value = []
      check.value = { state: 'running' }
      const reply = await api.checkTokenService(request)
      if (reply.ok) {
        findings.value = reply.value.findings
        check.value = { state: 'done', report: reply.value }
        // Clears a password that no retry needs. A password typed since then stays.
        const isSame = form.values.password.peek() === sent.password
        if (isSame && !hasFailed(reply.value.findings)) clearField(form, 'password')
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

function hasFailed(findings: Finding[]): boolean {
  return findings.some(({ verdict }) => verdict === 'fail')
}
