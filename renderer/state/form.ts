import { batch, computed, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { Field, Reply } from '../../preload/contract.ts'
import { missing, problemAt } from '../text/errors.ts'
import { unreachable } from '../unreachable.ts'

/** One error of a form, at a field or, with null, about the whole. */
export interface FieldError {
  field: Field | null
  words: string
}

/** The state of a form. `attempt` numbers the refusals, so that each moves the focus once. */
export type Progress =
  | { state: 'idle' }
  | { state: 'busy' }
  | { state: 'refused'; attempt: number; errors: FieldError[] }

/** The texts in a form, and its state. */
export interface Form<Name extends Field = Field> {
  readonly values: { readonly [Each in Name]: Signal<string> }
  readonly progress: Signal<Progress>
  /** The fields that the person has changed. A late value never replaces one of them. */
  readonly touched: Set<Field>
}

/** Fields whose text is a secret: it is in memory of the page alone and goes to main with its own call only. */
export const secretFields: ReadonlySet<Field> = new Set([
  'password',
  'token',
  'secret',
  'proxyPassword',
])

/** A form whose fields begin with the given texts. */
export function createForm<Name extends Field>(initial: Record<Name, string>): Form<Name> {
  const names = Object.keys(initial) as Name[]
  const values = Object.fromEntries(names.map((name) => [name, signal(initial[name])]))
  return {
    values: values as Form<Name>['values'],
    progress: signal<Progress>({ state: 'idle' }),
    touched: new Set(),
  }
}

/** Takes what the person typed, and clears the error at that field. */
export function typeInto<Name extends Field>(form: Form<Name>, name: Name, text: string): void {
  form.touched.add(name)
  batch(() => {
    form.values[name].value = text
    clearError(form, name)
  })
}

/** Fills in a value that comes by itself, unless the person has changed the field, even back to empty. */
export function fillIn<Name extends Field>(form: Form<Name>, name: Name, text: string): void {
  if (!form.touched.has(name)) form.values[name].value = text
}

/** Empties a field; it counts as untouched again. */
export function clearField<Name extends Field>(form: Form<Name>, name: Name): void {
  form.touched.delete(name)
  form.values[name].value = ''
}

/** The texts of a form as they are now. */
export function textsOf<Name extends Field>(form: Form<Name>): Record<Name, string> {
  const names = Object.keys(form.values) as Name[]
  const texts = names.map((name) => [name, form.values[name].peek()])
  return Object.fromEntries(texts) as Record<Name, string>
}

/** Empties the fields that still hold what was sent. Text typed since then stays. */
export function clearSent<Name extends Field>(form: Form<Name>, sent: Record<Name, string>): void {
  for (const name of Object.keys(sent) as Name[]) {
    if (form.values[name].peek() === sent[name]) clearField(form, name)
  }
}

type Submitted = { readonly values: object; readonly progress: Signal<Progress> }

/** Submits forms, one at a time. */
export interface Submitter {
  /** True while a form is under way; no other may start, however fast a person clicks. */
  readonly isAnyBusy: ReadonlySignal<boolean>
  /**
   * Submits a form, unless it has errors already. Does nothing while any form is under way.
   * @returns true when the call was made and succeeded
   */
  submit(
    form: Submitted,
    errors: FieldError[],
    call: () => Promise<Reply<unknown>>,
  ): Promise<boolean>
}

export function createSubmitter(): Submitter {
  const submitted = signal<Submitted | null>(null)
  return {
    isAnyBusy: computed(() => submitted.value !== null),
    async submit(form, errors, call) {
      if (submitted.peek()) return false
      if (errors.length > 0) {
        setErrors(form, errors)
        return false
      }
      submitted.value = form
      form.progress.value = { state: 'busy' }
      const reply = await call()
      batch(() => {
        submitted.value = null
        if (reply.ok) form.progress.value = { state: 'idle' }
        else setErrors(form, [errorOf(form, reply)])
      })
      return reply.ok
    },
  }
}

/** The error that a failed call means for the form it was made from. */
export function errorOf({ values }: Submitted, reply: Reply<unknown> & { ok: false }): FieldError {
  const field = reply.field !== null && reply.field in values ? reply.field : null
  return { field, words: problemAt(reply.code, reply.field, reply.about) }
}

/** The error of a field that must be filled in and is empty. */
export function required(text: string, field: Field): FieldError[] {
  return text === '' ? [{ field, words: missing[field] }] : []
}

/** The error at a field, or of the form as a whole. */
export function errorAt({ progress }: Submitted, field: Field | null): string | null {
  switch (progress.value.state) {
    case 'idle':
    case 'busy':
      return null
    case 'refused':
      return progress.value.errors.find((error) => error.field === field)?.words ?? null
    default:
      return unreachable(progress.value)
  }
}

/** Removes the error at a field, because the field is being changed. */
export function clearError({ progress }: Pick<Submitted, 'progress'>, field: Field): void {
  const now = progress.peek()
  if (now.state !== 'refused') return
  const errors = now.errors.filter((error) => error.field !== field)
  progress.value = { ...now, errors }
}

let attempts = 0

/** Shows errors at a form. */
export function setErrors({ progress }: Pick<Submitted, 'progress'>, errors: FieldError[]): void {
  attempts += 1
  progress.value = { state: 'refused', attempt: attempts, errors }
}
