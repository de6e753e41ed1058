import { computed, signal, type ReadonlySignal } from '@preact/signals'
import type { NewWorkspace, Reply, WorkspaceFinding } from '../../preload/contract.ts'
import type { Api } from '../api.ts'
import { describeError } from '../text/errors.ts'
import {
  clearSent,
  setErrors,
  submitFor,
  textsOf,
  type FieldError,
  type Submitter,
} from './form.ts'
import type { InputStore, TextPath } from './inputStore.ts'
import {
  createWorkspaceFields,
  missingIn,
  type WorkspaceField,
  type WorkspaceFields,
} from './workspaceFields.ts'

/** A form for a workspace, which is tested before it is saved. */
export interface WorkspaceForm extends WorkspaceFields {
  /** The results of the last test of the workspace as it is typed now; empty when that was not tested. */
  readonly findings: ReadonlySignal<WorkspaceFinding[]>
  /** True when the workspace as it is typed has failed its test. Saving then does without another. */
  readonly hasFailed: ReadonlySignal<boolean>
  /** Has the person choose a file, and replaces the text with its workspace. */
  readFile(): Promise<void>
  /** Tests the typed workspace. Resolves to true when all is well. */
  test(): Promise<boolean>
  /** Tests the typed workspace unless its test has failed, then saves it. Resolves to true when it is saved. */
  save(): Promise<boolean>
}

export interface WorkspaceFormOptions {
  api: Pick<Api, 'checkWorkspace' | 'openWorkspaceFile'>
  submitter: Submitter
  inputs: InputStore
  /** Where the typed text is kept. */
  path: TextPath
  save(workspace: NewWorkspace): Promise<Reply<null>>
}

export function createWorkspaceForm(options: WorkspaceFormOptions): WorkspaceForm {
  const { api, submitter, inputs, path } = options
  const fields = createWorkspaceFields(inputs, path)
  const { form, typed, replace } = fields
  const tested = signal<{ servers: string; findings: WorkspaceFinding[] } | null>(null)
  const findings = computed(() => {
    const last = tested.value
    return last !== null && last.servers === serversOf(typed()) ? last.findings : []
  })
  const hasFailed = computed(() => findings.value.some(({ result }) => result === 'failed'))

  async function test(): Promise<boolean> {
    const workspace = typed()
    const found = await submitFor(submitter, form, missingIn(workspace), () =>
      api.checkWorkspace(workspace),
    )
    if (found === null) return false
    tested.value = { servers: serversOf(workspace), findings: found }
    const errors = found.flatMap(errorOf)
    if (errors.length > 0) setErrors(form, errors)
    return errors.length === 0
  }

  return {
    ...fields,
    findings,
    hasFailed,
    test,
    async readFile() {
      const read = await submitFor(submitter, form, [], () => api.openWorkspaceFile())
      if (read !== null) replace(read)
    },
    async save() {
      const workspace = typed()
      const sent = textsOf(form)
      if (!hasFailed.peek() && !(await test())) return false
      const errors = missingIn(workspace)
      const isSaved = await submitter.submit(form, errors, () => options.save(workspace))
      if (isSaved) clearSent(form, sent)
      return isSaved
    },
  }
}

/** The parts that a test depends on. */
function serversOf({ apiKey, serverUrl, tokenServiceUrl }: NewWorkspace): string {
  return JSON.stringify([apiKey, serverUrl, tokenServiceUrl])
}

/** A failed check as an error at its field. */
function errorOf(finding: WorkspaceFinding): FieldError[] {
  if (finding.result !== 'failed') return []
  return [{ field: fieldOf(finding), message: describeError(finding.code, finding.about) }]
}

function fieldOf({ check, code }: Extract<WorkspaceFinding, { result: 'failed' }>): WorkspaceField {
  if (check === 'tokenService') return 'tokenServiceUrl'
  return code === 'workspaceInvalid' ? 'apiKey' : 'serverUrl'
}
