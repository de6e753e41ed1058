import type { Mutant } from './operators.ts'

/** A mutant, and the number that switches it on. */
export interface Numbered {
  readonly number: number
  readonly mutant: Mutant
}

/** The function by which the instrumented code asks at each place whether its mutant is on. */
export const switchName = '__isMutant'

interface Span {
  readonly start: number
  readonly end: number
  readonly kind: Mutant['kind'] | 'module'
  readonly mutants: Numbered[]
  readonly inner: Span[]
}

/** The source with all its mutants in it, each behind its switch: so the tests are loaded once for all of them. */
export function instrument(source: string, mutants: readonly Numbered[]): string {
  return render(source, nest(source.length, mutants))
}

/** One mutant in the place of what it changes. */
export function apply(source: string, mutant: Mutant): string {
  return source.slice(0, mutant.start) + changed(mutant) + source.slice(mutant.end)
}

function changed({ kind, replacement, beginsStatement }: Mutant): string {
  if (kind === 'statement') return '{}'
  // A statement that begins with a bracket would go on from the line before it.
  return beginsStatement ? `0, (${replacement})` : `(${replacement})`
}

/** Mutants change nodes of a tree, so their spans lie in each other or apart. */
function nest(length: number, mutants: readonly Numbered[]): Span {
  const root: Span = { start: 0, end: length, kind: 'module', mutants: [], inner: [] }
  const open = [root]
  const inOrder = mutants.toSorted(
    ({ mutant: one }, { mutant: other }) =>
      one.start - other.start || other.end - one.end || rank(one) - rank(other),
  )
  for (const numbered of inOrder) {
    const { start, end, kind } = numbered.mutant
    let parent = open.at(-1) ?? root
    while (parent.end < end || parent.end <= start) {
      open.pop()
      parent = open.at(-1) ?? root
    }
    const isSame = parent.start === start && parent.end === end && parent.kind === kind
    if (isSame) {
      parent.mutants.push(numbered)
    } else {
      const span: Span = { start, end, kind, mutants: [numbered], inner: [] }
      parent.inner.push(span)
      open.push(span)
    }
  }
  return root
}

/** A statement without a semicolon has the span of its expression, and holds it. */
function rank({ kind }: Mutant): number {
  return kind === 'statement' ? 0 : 1
}

function render(source: string, { start, end, mutants, inner }: Span): string {
  let text = ''
  let from = start
  for (const span of inner) {
    text += source.slice(from, span.start) + render(source, span)
    from = span.end
  }
  text += source.slice(from, end)
  for (const { number, mutant } of mutants) {
    // In braces, a statement that begins with a bracket does not go on from the line before it, and an `else` after it
    // is still that of the `if` before it.
    if (mutant.kind === 'statement') text = `{if (!${switchName}(${number})) {${text}}}`
    else text = `(${switchName}(${number}) ? (${mutant.replacement}) : (${text}))`
  }
  return text
}
