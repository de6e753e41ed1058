import { signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type {
  NewWorkspace,
  ServiceSignOut,
  SingleSignOn,
  WorkspaceSignIn,
} from '../../preload/contract.ts'
import {
  clearField,
  createForm,
  fillIn,
  required,
  typeInto,
  type FieldError,
  type Form,
} from './form.ts'
import { keepChoice, keepForm, type InputStore, type TextPath } from './inputStore.ts'

/** The text fields of a workspace. */
export type WorkspaceField = 'workspaceName' | 'apiKey' | 'serverUrl' | 'tokenServiceUrl'

/** The fields of a workspace with their text. */
export interface WorkspaceFields {
  readonly form: Form<WorkspaceField>
  /** The sign-in that the token service requires. */
  readonly asks: Signal<WorkspaceSignIn>
  /** The identity provider of a workspace from a file, which is not typed. Null: there is none. */
  readonly singleSignOn: ReadonlySignal<SingleSignOn | null>
  /** Whether the token service is told of sign-outs. */
  readonly signOut: Signal<ServiceSignOut>
  /** The workspace as it is typed now. Whoever renders it follows it. */
  typed(): NewWorkspace
  /** Fills in fields that the person has not changed. */
  show(workspace: NewWorkspace): void
  /** Replaces all text. */
  replace(workspace: NewWorkspace): void
  clear(): void
}

export function createWorkspaceFields(inputs: InputStore, path: TextPath): WorkspaceFields {
  const empty = { workspaceName: '', apiKey: '', serverUrl: '', tokenServiceUrl: '' }
  const form = keepForm(inputs, path, createForm(empty))
  const asks = signal<WorkspaceSignIn>('password')
  const singleSignOn = signal<SingleSignOn | null>(null)
  const signOut = signal<ServiceSignOut>('none')
  keepChoice(inputs, [...path, 'asks'], asks, ['password', 'none'])
  keepChoice(inputs, [...path, 'signOut'], signOut, ['none', 'delete'])

  function choose(workspace: NewWorkspace): void {
    const { signIn, signOut: told = 'none', singleSignOn: provider = null } = workspace
    singleSignOn.value = provider
    asks.value = signIn
    signOut.value = told
  }

  function rest(): Pick<NewWorkspace, 'signOut' | 'singleSignOn'> {
    const provider = singleSignOn.value
    if (asks.value === 'oidc') return provider === null ? {} : { singleSignOn: provider }
    return signOut.value === 'none' ? {} : { signOut: signOut.value }
  }

  return {
    form,
    asks,
    signOut,
    singleSignOn,
    typed() {
      const { workspaceName, apiKey, serverUrl, tokenServiceUrl } = form.values
      return {
        name: workspaceName.value.trim(),
        apiKey: apiKey.value.trim(),
        serverUrl: serverUrl.value.trim(),
        tokenServiceUrl: tokenServiceUrl.value.trim(),
        signIn: asks.value,
        ...rest(),
      }
    },
    show(workspace) {
      if (form.touched.size === 0) choose(workspace)
      else singleSignOn.value = workspace.singleSignOn ?? null
      for (const [name, text] of textsIn(workspace)) fillIn(form, name, text)
    },
    replace(workspace) {
      choose(workspace)
      for (const [name, text] of textsIn(workspace)) typeInto(form, name, text)
    },
    clear() {
      for (const name of Object.keys(empty) as WorkspaceField[]) clearField(form, name)
      asks.value = 'password'
      signOut.value = 'none'
      singleSignOn.value = null
      form.progress.value = { state: 'idle' }
    },
  }
}

/** The errors of fields that must not be empty. */
export function missingIn({ name, apiKey, serverUrl }: NewWorkspace): FieldError[] {
  return [
    ...required(name, 'workspaceName'),
    ...required(apiKey, 'apiKey'),
    ...required(serverUrl, 'serverUrl'),
  ]
}

function textsIn(workspace: NewWorkspace): [WorkspaceField, string][] {
  const { name, apiKey, serverUrl, tokenServiceUrl } = workspace
  return [
    ['workspaceName', name],
    ['apiKey', apiKey],
    ['serverUrl', serverUrl],
    ['tokenServiceUrl', tokenServiceUrl],
  ]
}
