import { effect, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import type { MoveDirection, NewWorkspace, Reply } from '../../preload/contract.ts'
import type { Api } from '../api.ts'
import { createForm, submitFor, type Form, type Submitter } from './form.ts'
import type { InputStore } from './inputStore.ts'
import { createWorkspaceForm, type WorkspaceForm } from './workspaceForm.ts'

/** The page of the workspace dialog, or of the section in the settings. */
export type WorkspacePage = 'closed' | 'list' | 'new' | 'edit'

/** A workspace that is being changed. */
export interface WorkspaceEdit {
  readonly id: string
  /** The workspace as it is saved. */
  readonly saved: NewWorkspace
  readonly form: WorkspaceForm
}

/** The form's component. Its code loads when the workspaces are first shown. */
export type EditorComponent = ComponentType

export type LoadEditor = () => Promise<{ WorkspaceEditor: EditorComponent }>

/** The workspace list and its forms. */
export interface Workspaces {
  readonly dialog: Signal<WorkspacePage>
  /** The form of selecting, moving and removing, which share one error. */
  readonly choice: Form<never>
  /** The form of a new workspace. */
  readonly draft: WorkspaceForm
  /** The workspace of the page `edit`. */
  readonly edit: ReadonlySignal<WorkspaceEdit | null>
  readonly Editor: ReadonlySignal<EditorComponent | null>
  /** Loads the form's component. */
  loadEditor(): void
  /** Selects a workspace. */
  choose(id: string): Promise<void>
  /** Removes a workspace that was added in the app, after a question of main's. */
  remove(id: string): Promise<void>
  /** Moves a workspace that was added in the app. */
  move(id: string, to: MoveDirection): Promise<boolean>
  /** Opens the form of a workspace that was added in the app. */
  beginEdit(id: string): Promise<void>
  /** Closes a form. A new workspace's text stays, a change is dropped. */
  cancel(): void
  /** Saves the open form. */
  save(): Promise<void>
}

export interface WorkspacesOptions {
  api: Pick<
    Api,
    | 'addWorkspace'
    | 'checkWorkspace'
    | 'chooseWorkspace'
    | 'moveWorkspace'
    | 'openWorkspaceFile'
    | 'readWorkspace'
    | 'removeWorkspace'
    | 'updateWorkspace'
  >
  submitter: Submitter
  inputs: InputStore
  loadEditor: LoadEditor
}

export function createWorkspaces(options: WorkspacesOptions): Workspaces {
  const { api, submitter, inputs } = options
  const common = { api, submitter, inputs }
  const dialog = signal<WorkspacePage>('closed')
  const choice = createForm({})
  const edit = signal<WorkspaceEdit | null>(null)
  const Editor = signal<EditorComponent | null>(null)
  const editForms = new Map<string, WorkspaceForm>()
  const draft = createWorkspaceForm({
    ...common,
    path: ['newWorkspace'],
    save: (workspace) => api.addWorkspace(workspace),
  })

  function loadEditor(): void {
    if (Editor.peek()) return
    void options.loadEditor().then(({ WorkspaceEditor }) => (Editor.value = WorkspaceEditor))
  }
  effect(() => {
    if (dialog.value !== 'closed') loadEditor()
  })

  function formOf(id: string): WorkspaceForm {
    const path = ['editWorkspace', id]
    const save = (workspace: NewWorkspace) => api.updateWorkspace({ id, workspace })
    const form = editForms.get(id) ?? createWorkspaceForm({ ...common, path, save })
    editForms.set(id, form)
    return form
  }

  function unsentMessagesIn(id: string): number {
    return inputs.under(['account', id]).filter(([rest]) => rest[1] === 'outgoing').length
  }

  return {
    dialog,
    choice,
    draft,
    edit,
    Editor,
    loadEditor,
    async choose(id) {
      const isDone = await submitter.submit(choice, [], () => api.chooseWorkspace({ id }))
      if (isDone) dialog.value = 'closed'
    },
    async remove(id) {
      const unsentMessages = unsentMessagesIn(id)
      const request = { id, ...(unsentMessages > 0 ? { unsentMessages } : {}) }
      await submitter.submit(choice, [], async () => {
        const reply = await api.removeWorkspace(request)
        if (reply.ok) inputs.forget(['account', id])
        // A person who keeps the workspace has made no error.
        return isAborted(reply) ? { ok: true, value: null } : reply
      })
    },
    move: (id, to) => submitter.submit(choice, [], () => api.moveWorkspace({ id, to })),
    async beginEdit(id) {
      const saved = await submitFor(submitter, choice, [], () => api.readWorkspace({ id }))
      if (saved === null) return
      const form = formOf(id)
      form.show(saved)
      edit.value = { id, saved, form }
      dialog.value = 'edit'
    },
    cancel() {
      if (dialog.peek() === 'edit') edit.peek()?.form.clear()
      dialog.value = 'list'
    },
    async save() {
      const page = dialog.peek()
      const form = page === 'edit' ? edit.peek()?.form : draft
      if (!(await form?.save())) return
      if (page === 'edit') form?.clear()
      dialog.value = page === 'edit' ? 'list' : 'closed'
    },
  }
}

function isAborted(reply: Reply<null>): boolean {
  return !reply.ok && reply.code === 'aborted'
}
