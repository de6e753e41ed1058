import { batch, computed, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { Field, Reply } from '../../preload/contract.ts'
import { requiredText, describeFieldError } from '../text/errors.ts'
import { unreachable } from '../unreachable.ts'

/** One error of a form. `field` is null for an error of the whole form. */
export interface FieldError {
  field: Field | null
  message: string
}

/** The state of a form. `attempt` is a new object for each failed submission, so each moves the focus once. */
export type Progress =
  | { state: 'idle' }
  | { state: 'busy' }
  | { state: 'refused'; attempt: object; errors: FieldError[] }

/** A form: its texts and its state. */
export interface Form<Name extends Field = Field> {
  readonly values: { readonly [Each in Name]: Signal<string> }
  readonly progress: Signal<Progress>
  /** Fields that the person has changed. A late value never overwrites them. */
  readonly touched: Set<Field>
}

/** Fields with secrets. Their text stays in the page's memory and reaches main only with its own call. */
export const secretFields: ReadonlySet<Field> = new Set([
  'password',
  'token',
  'secret',
  'proxyPassword',
])

/** Creates a form with initial texts. */
export function createForm<Name extends Field>(initial: Record<Name, string>): Form<Name> {
  const names = Object.keys(initial) as Name[]
  const values = Object.fromEntries(names.map((name) => [name, signal(initial[name])]))
  return {
    values: values as Form<Name>['values'],
    progress: signal<Progress>({ state: 'idle' }),
    touched: new Set(),
  }
}

/** Stores typed text and clears the field's error. */
export function typeInto<Name extends Field>(form: Form<Name>, name: Name, text: string): void {
  form.touched.add(name)
  batch(() => {
    form.values[name].value = text
    clearError(form, name)
  })
}

/** Fills in a value, unless the person has changed the field, even back to empty. */
export function fillIn<Name extends Field>(form: Form<Name>, name: Name, text: string): void {
  if (!form.touched.has(name)) form.values[name].value = text
}

/** Empties a field and marks it as untouched. */
export function clearField<Name extends Field>(form: Form<Name>, name: Name): void {
  form.touched.delete(name)
  form.values[name].value = ''
}

/** The current texts of a form. */
export function textsOf<Name extends Field>(form: Form<Name>): Record<Name, string> {
  const names = Object.keys(form.values) as Name[]
  const texts = names.map((name) => [name, form.values[name].peek()])
  return Object.fromEntries(texts) as Record<Name, string>
}

/** Empties the fields that still hold the sent text. Text typed since then stays. */
export function clearSent<Name extends Field>(form: Form<Name>, sent: Record<Name, string>): void {
  for (const name of Object.keys(sent) as Name[]) {
    if (form.values[name].peek() === sent[name]) clearField(form, name)
  }
}

type Submitted = { readonly values: object; readonly progress: Signal<Progress> }

/** Submits one form at a time. */
export interface Submitter {
  /** True during a submission. No other form can be submitted meanwhile. */
  readonly isAnyBusy: ReadonlySignal<boolean>
  /**
   * Submits a form without errors. Does nothing during another submission.
   * @returns true if the call was made and succeeded
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

/** Submits a form whose call returns a value. Null: there is none, because of an error or another submission. */
export async function submitFor<Value>(
  submitter: Submitter,
  form: Submitted,
  errors: FieldError[],
  call: () => Promise<Reply<Value>>,
): Promise<Value | null> {
  const values: Value[] = []
  await submitter.submit(form, errors, async () => {
    const reply = await call()
    if (reply.ok) values.push(reply.value)
    return reply
  })
  return values[0] ?? null
}

/** The form error for a failed call. */
export function errorOf({ values }: Submitted, reply: Reply<unknown> & { ok: false }): FieldError {
  const field = reply.field !== null && reply.field in values ? reply.field : null
  return { field, message: describeFieldError(reply.code, reply.field, reply.about) }
}

/** The error of a required field that is empty. */
export function required(text: string, field: Field): FieldError[] {
  return text === '' ? [{ field, message: requiredText(field) }] : []
}

/** The error of a field, or of the form if `field` is null. */
export function errorAt({ progress }: Submitted, field: Field | null): string | null {
  switch (progress.value.state) {
    case 'idle':
    case 'busy':
      return null
    case 'refused':
      return progress.value.errors.find((error) => error.field === field)?.message ?? null
    default:
      return unreachable(progress.value)
  }
}

/** Removes the error of a field. */
export function clearError({ progress }: Pick<Submitted, 'progress'>, field: Field): void {
  const now = progress.peek()
  if (now.state !== 'refused') return
  const errors = now.errors.filter((error) => error.field !== field)
  progress.value = { ...now, errors }
}

/** Shows errors in a form. */
export function setErrors({ progress }: Pick<Submitted, 'progress'>, errors: FieldError[]): void {
  progress.value = { state: 'refused', attempt: {}, errors }
}
