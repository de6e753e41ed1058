import type { Field, KeptInput } from '../../preload/contract.ts'
import type { Signal } from '@preact/signals'
import type { Api } from '../api.ts'
import { secretFields, type Form } from './form.ts'

/** The hierarchical key of a kept input: `['account', workspace, account, 'draft', cid]`. */
export type TextPath = readonly string[]

/**
 * Typed texts that survive a reload or crash of the page. Main holds them in memory until the app quits and never
 * writes them to disk. Secrets are never kept: a typed password is lost with its page.
 */
export interface InputStore {
  /** Loads the texts that main has kept. */
  load(texts: KeptInput[]): void
  /** Calls `run` when the texts are loaded, or at once. */
  whenLoaded(run: () => void): void
  read(path: TextPath): string | null
  /** A null text deletes the key. */
  keep(path: TextPath, text: string | null): void
  /** All texts under a path with their relative paths, oldest first. */
  under(path: TextPath): [rest: TextPath, text: string][]
  /** Deletes all texts under a path. */
  forget(path: TextPath): void
}

/** Main's limit for one text. A longer text is not kept. */
const longestText = 100_000

export function createInputStore(api: Pick<Api, 'keepInput'>): InputStore {
  const kept = new Map<string, string>()
  let waiting: (() => void)[] | null = []
  const keyOf = (path: TextPath) => JSON.stringify(path)

  function keep(path: TextPath, text: string | null): void {
    const key = keyOf(path)
    if ((kept.get(key) ?? null) === text) return
    if (text === null) kept.delete(key)
    else kept.set(key, text)
    const isTooLong = text !== null && text.length > longestText
    void api.keepInput({ key, text: isTooLong ? null : text })
  }

  function under(path: TextPath): [TextPath, string][] {
    // `["a","b"` is the prefix of every longer path that starts with a and b.
    const beginning = `${keyOf(path).slice(0, -1)},`
    return [...kept]
      .filter(([key]) => key.startsWith(beginning))
      .map(([key, text]) => [(JSON.parse(key) as string[]).slice(path.length), text])
  }

  return {
    load(texts) {
      for (const { key, text } of texts) if (!kept.has(key)) kept.set(key, text)
      const all = waiting ?? []
      waiting = null
      for (const run of all) run()
    },
    whenLoaded(run) {
      if (waiting) waiting.push(run)
      else run()
    },
    read: (path) => kept.get(keyOf(path)) ?? null,
    keep,
    under,
    forget(path) {
      for (const [rest] of under(path)) keep([...path, ...rest], null)
    },
  }
}

/** Keeps a form's text across reloads, except secrets. Call it before the form is shown. */
export function keepForm<Name extends Field>(
  inputs: InputStore,
  path: TextPath,
  form: Form<Name>,
): Form<Name> {
  for (const name of Object.keys(form.values) as Name[]) {
    if (secretFields.has(name)) continue
    inputs.whenLoaded(() => {
      const text = inputs.read([...path, name])
      if (text === null) return
      form.touched.add(name)
      form.values[name].value = text
    })
    form.values[name].subscribe((now) =>
      inputs.keep([...path, name], form.touched.has(name) ? now : null),
    )
  }
  return form
}

/** Keeps a choice across reloads if it differs from its initial value. */
export function keepChoice<Choice extends string>(
  inputs: InputStore,
  path: TextPath,
  choice: Signal<Choice>,
  choices: readonly Choice[],
): Signal<Choice> {
  const initial = choice.peek()
  inputs.whenLoaded(() => {
    const text = inputs.read(path)
    const known = choices.find((one) => one === text)
    if (known !== undefined) choice.value = known
  })
  choice.subscribe((now) => inputs.keep(path, now === initial ? null : now))
  return choice
}
