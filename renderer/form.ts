import { computed, signal, type Signal } from '@preact/signals'
import type { Field, Reply } from '../preload/contract.ts'
import { unreachable } from './unreachable.ts'
import { missing, problemAt } from './problems.ts'

/** One thing that is wrong with a form, at a field or, with null, with the whole. */
export interface Mishap {
  field: Field | null
  words: string
}

/** How a form stands. `attempt` numbers the refusals, so that each moves the focus once. */
export type Progress =
  | { state: 'resting' }
  | { state: 'busy' }
  | { state: 'refused'; attempt: number; mishaps: Mishap[] }

/** What was typed into a form, and how it stands. */
export interface Form<Name extends Field = Field> {
  readonly values: { readonly [Each in Name]: Signal<string> }
  readonly progress: Signal<Progress>
}

/** A form whose fields begin with the given texts. */
export function createForm<Name extends Field>(blank: Record<Name, string>): Form<Name> {
  const names = Object.keys(blank) as Name[]
  const values = Object.fromEntries(names.map((name) => [name, signal(blank[name])]))
  return {
    values: values as Form<Name>['values'],
    progress: signal<Progress>({ state: 'resting' }),
  }
}

type Submitted = { readonly values: object; readonly progress: Signal<Progress> }

const submitted = signal<Submitted | null>(null)
let attempts = 0

/** Whether any form is under way; no other may start meanwhile, however fast a person clicks. */
export const isAnyBusy = computed(() => submitted.value !== null)

/**
 * Submits a form, unless something is amiss already. Does nothing while any form is under way.
 * @returns whether the call was made and went well
 */
export async function submit(
  form: Submitted,
  amiss: Mishap[],
  call: () => Promise<Reply<unknown>>,
): Promise<boolean> {
  if (submitted.value) return false
  if (amiss.length > 0) {
    refuse(form, amiss)
    return false
  }
  submitted.value = form
  form.progress.value = { state: 'busy' }
  const reply = await call()
  submitted.value = null
  if (reply.ok) form.progress.value = { state: 'resting' }
  else refuse(form, [mishapOf(form, reply)])
  return reply.ok
}

/** What a call that failed says of the form it was made from. */
export function mishapOf({ values }: Submitted, reply: Reply<unknown> & { ok: false }): Mishap {
  const field = reply.field !== null && reply.field in values ? reply.field : null
  return { field, words: problemAt(reply.code, reply.field) }
}

/** What is amiss when a field that must be filled in is empty. */
export function required(text: string, field: Field): Mishap[] {
  return text === '' ? [{ field, words: missing[field] }] : []
}

/** What is wrong at a field, or with the form as a whole. */
export function mishapAt({ progress }: Submitted, field: Field | null): string | null {
  switch (progress.value.state) {
    case 'resting':
    case 'busy':
      return null
    case 'refused':
      return progress.value.mishaps.find((mishap) => mishap.field === field)?.words ?? null
    default:
      return unreachable(progress.value)
  }
}

/** Takes back what was said about a field, because it is being changed. */
export function forgive({ progress }: Submitted, field: Field): void {
  if (progress.value.state !== 'refused') return
  const mishaps = progress.value.mishaps.filter((mishap) => mishap.field !== field)
  progress.value = { ...progress.value, mishaps }
}

/** Says what is wrong with a form. */
export function refuse({ progress }: Submitted, mishaps: Mishap[]): void {
  attempts += 1
  progress.value = { state: 'refused', attempt: attempts, mishaps }
}
