import { signal, type Signal } from '@preact/signals'
import type { ServiceAuth } from '../../preload/contract.ts'
import type { Api } from '../api.ts'
import { clearSent, createForm, required, textsOf, type Form, type Submitter } from './form.ts'
import { keepChoice, keepForm, type InputStore } from './inputStore.ts'

/** The workspace list and the form for a new workspace. */
export interface Workspaces {
  /** The workspace dialog: closed, or its open page. */
  readonly dialog: Signal<'closed' | 'list' | 'new'>
  /** The form of selecting and removing, which share one error. */
  readonly choice: Form<never>
  /** The form of a new workspace. */
  readonly draft: Form<'workspaceName' | 'apiKey' | 'serverUrl' | 'tokenServiceUrl'>
  /** The credentials that the new workspace's token service requires. */
  readonly asks: Signal<ServiceAuth>
  /** Selects a workspace. */
  choose(id: string): Promise<void>
  /** Removes a workspace that was added in the app. */
  remove(id: string): Promise<boolean>
  /** Adds the typed workspace and selects it. */
  add(): Promise<void>
}

export interface WorkspacesOptions {
  api: Pick<Api, 'addWorkspace' | 'chooseWorkspace' | 'removeWorkspace'>
  submitter: Submitter
  inputs: InputStore
}

export function createWorkspaces({ api, submitter, inputs }: WorkspacesOptions): Workspaces {
  const dialog = signal<'closed' | 'list' | 'new'>('closed')
  const choice = createForm({})
  const draft = keepForm(
    inputs,
    ['newWorkspace'],
    createForm({ workspaceName: '', apiKey: '', serverUrl: '', tokenServiceUrl: '' }),
  )
  const asks = keepChoice(inputs, ['newWorkspaceAsks'], signal<ServiceAuth>('password'), [
    'password',
    'none',
  ])

  return {
    dialog,
    choice,
    draft,
    asks,
    async choose(id) {
      const isDone = await submitter.submit(choice, [], () => api.chooseWorkspace({ id }))
      if (isDone) dialog.value = 'closed'
    },
    remove: (id) => submitter.submit(choice, [], () => api.removeWorkspace({ id })),
    async add() {
      const sent = textsOf(draft)
      const typed = {
        name: sent.workspaceName.trim(),
        apiKey: sent.apiKey.trim(),
        serverUrl: sent.serverUrl.trim(),
        tokenServiceUrl: sent.tokenServiceUrl.trim(),
      }
      const errors = [
        ...required(typed.name, 'workspaceName'),
        ...required(typed.apiKey, 'apiKey'),
        ...required(typed.serverUrl, 'serverUrl'),
      ]
      const request = { ...typed, signIn: asks.peek() }
      if (!(await submitter.submit(draft, errors, () => api.addWorkspace(request)))) return
      clearSent(draft, sent)
      dialog.value = 'closed'
    },
  }
}
