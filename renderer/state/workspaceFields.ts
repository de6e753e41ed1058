import { signal, type Signal } from '@preact/signals'
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
export type WorkspaceField =
  | 'workspaceName'
  | 'apiKey'
  | 'serverUrl'
  | 'tokenServiceUrl'
  | 'issuer'
  | 'clientId'
  | 'scopes'

/** The fields of a workspace with their text. */
export interface WorkspaceFields {
  readonly form: Form<WorkspaceField>
  /** The sign-in that the token service requires. */
  readonly asks: Signal<WorkspaceSignIn>
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
  const empty = {
    workspaceName: '',
    apiKey: '',
    serverUrl: '',
    tokenServiceUrl: '',
    issuer: '',
    clientId: '',
    scopes: '',
  }
  const form = keepForm(inputs, path, createForm(empty))
  const asks = signal<WorkspaceSignIn>('password')
  let untyped = nothingUntyped
  const signOut = signal<ServiceSignOut>('none')
  keepChoice(inputs, [...path, 'asks'], asks, ['password', 'none', 'oidc'])
  keepChoice(inputs, [...path, 'signOut'], signOut, ['none', 'delete'])

  function choose(workspace: NewWorkspace): void {
    const { signIn, signOut: told = 'none' } = workspace
    asks.value = signIn
    signOut.value = told
  }

  function rest(): Pick<NewWorkspace, 'signOut' | 'singleSignOn'> {
    const { issuer, clientId, scopes } = form.values
    if (asks.value === 'oidc') {
      const provider = {
        issuer: issuer.value.trim(),
        clientId: clientId.value.trim(),
        scopes: scopes.value.trim(),
      }
      return { singleSignOn: { ...provider, ...untyped } }
    }
    return signOut.value === 'none' ? {} : { signOut: signOut.value }
  }

  return {
    form,
    asks,
    signOut,
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
      untyped = untypedIn(workspace)
      for (const [name, text] of textsIn(workspace)) fillIn(form, name, text)
    },
    replace(workspace) {
      choose(workspace)
      untyped = untypedIn(workspace)
      for (const [name, text] of textsIn(workspace)) typeInto(form, name, text)
    },
    clear() {
      for (const name of Object.keys(empty) as WorkspaceField[]) clearField(form, name)
      asks.value = 'password'
      signOut.value = 'none'
      untyped = nothingUntyped
      form.progress.value = { state: 'idle' }
    },
  }
}

/** The parts of an identity provider that only a file has. */
type Untyped = Pick<SingleSignOn, 'audience' | 'prompt'>

const nothingUntyped: Untyped = { audience: null, prompt: null }

function untypedIn({ singleSignOn }: NewWorkspace): Untyped {
  if (!singleSignOn) return nothingUntyped
  return { audience: singleSignOn.audience, prompt: singleSignOn.prompt }
}

/** The errors of fields that must not be empty. */
export function missingIn(workspace: NewWorkspace): FieldError[] {
  const { name, apiKey, serverUrl, tokenServiceUrl, singleSignOn } = workspace
  const hasProvider = tokenServiceUrl !== '' && singleSignOn !== undefined
  return [
    ...required(name, 'workspaceName'),
    ...required(apiKey, 'apiKey'),
    ...required(serverUrl, 'serverUrl'),
    ...(hasProvider ? required(singleSignOn.issuer, 'issuer') : []),
    ...(hasProvider ? required(singleSignOn.clientId, 'clientId') : []),
  ]
}

function textsIn(workspace: NewWorkspace): [WorkspaceField, string][] {
  const { name, apiKey, serverUrl, tokenServiceUrl, singleSignOn } = workspace
  return [
    ['workspaceName', name],
    ['apiKey', apiKey],
    ['serverUrl', serverUrl],
    ['tokenServiceUrl', tokenServiceUrl],
    ['issuer', singleSignOn?.issuer ?? ''],
    ['clientId', singleSignOn?.clientId ?? ''],
    ['scopes', singleSignOn?.scopes ?? ''],
  ]
}
