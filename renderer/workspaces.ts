import { signal } from '@preact/signals'
import type { SignIn } from '../preload/contract.ts'
import { border } from './border.ts'
import { createForm, required, submit } from './form.ts'

/** The dialog of workspaces: closed, or open at one of its pages. */
export const dialog = signal<'closed' | 'list' | 'new'>('closed')

/** Choosing and removing, which share one line of errors. */
export const choice = createForm({})

/** What was typed about a new workspace. */
export const draft = signal(blank())

/** What the token service of the new workspace asks for. */
export const asks = signal<SignIn>('password')

/** Makes another workspace the current one. */
export async function choose(id: string): Promise<void> {
  const isDone = await submit(choice, [], () => border.chooseWorkspace({ id }))
  if (isDone) dialog.value = 'closed'
}

/** Removes a workspace that was added in the app. */
export function remove(id: string): Promise<boolean> {
  return submit(choice, [], () => border.removeWorkspace({ id }))
}

/** Adds the workspace that was typed, and goes there. */
export async function add(): Promise<void> {
  const { values } = draft.value
  const typed = {
    name: values.workspaceName.value.trim(),
    apiKey: values.apiKey.value.trim(),
    serverUrl: values.serverUrl.value.trim(),
    tokenServiceUrl: values.tokenServiceUrl.value.trim(),
  }
  const amiss = [
    ...required(typed.name, 'workspaceName'),
    ...required(typed.apiKey, 'apiKey'),
    ...required(typed.serverUrl, 'serverUrl'),
  ]
  const request = { ...typed, signIn: asks.value }
  if (!(await submit(draft.value, amiss, () => border.addWorkspace(request)))) return
  draft.value = blank()
  dialog.value = 'closed'
}

function blank() {
  return createForm({ workspaceName: '', apiKey: '', serverUrl: '', tokenServiceUrl: '' })
}
