import type { Mutant } from './operators.ts'
import type { Result } from './run.ts'

/** Why mutants that survive change nothing that anybody can see: by file, by the name of the mutant. */
export type Reasons = Record<string, Record<string, string>>

/** How many mutants became what. `killed` has those that ran into the limit in it. */
export interface Count {
  readonly killed: number
  readonly survived: number
  readonly uncompilable: number
}

/** The part of the mutants that is to be killed in each room. */
export const leastKilled = 0.9

/** The name of a mutant in its file, the same in each run. */
export function nameOf({ text, place }: Mutant): string {
  return place === 1 ? text : `${text} (${place})`
}

export function count(results: readonly Result[]): Count {
  const of = (...kinds: Result['verdict']['kind'][]) =>
    results.filter(({ verdict }) => kinds.includes(verdict.kind)).length
  return {
    killed: of('killed', 'timedOut'),
    survived: of('survived'),
    uncompilable: of('uncompilable'),
  }
}

/** The part that was killed, from 0 to 1, of those that compile; 1 where there is none. */
export function score({ killed, survived }: Count): number {
  return killed + survived === 0 ? 1 : killed / (killed + survived)
}

export function survivors(results: readonly Result[]): Mutant[] {
  return results
    .filter(({ verdict }) => verdict.kind === 'survived')
    .map(({ mutant }) => mutant)
    .toSorted((one, other) => one.file.localeCompare(other.file) || one.start - other.start)
}

/** Survivors that no reason is given for. */
export function unexplained(results: readonly Result[], reasons: Reasons): Mutant[] {
  return survivors(results).filter((mutant) => !reasons[mutant.file]?.[nameOf(mutant)])
}

/** Reasons for what does not survive, or is not there, in the files that were run and in those that are gone. */
export function staleReasons(
  results: readonly Result[],
  reasons: Reasons,
  isRun: (file: string) => boolean,
): string[] {
  const alive = new Set(survivors(results).map((mutant) => `${mutant.file}: ${nameOf(mutant)}`))
  return Object.entries(reasons)
    .filter(([file]) => isRun(file))
    .flatMap(([file, byName]) => Object.keys(byName).map((name) => `${file}: ${name}`))
    .filter((reason) => !alive.has(reason))
}

/** One line about a file or a room. */
export function line(name: string, results: readonly Result[]): string {
  const counted = count(results)
  const { killed, survived, uncompilable } = counted
  return `${percent(score(counted))}  ${name}: ${killed} killed, ${survived} survived, ${uncompilable} do not compile`
}

/** The results by file, or by room. */
export function grouped(
  results: readonly Result[],
  keyOf: (file: string) => string,
): [string, Result[]][] {
  const groups = Map.groupBy(results, ({ mutant }) => keyOf(mutant.file))
  return [...groups].toSorted(([one], [other]) => one.localeCompare(other))
}

/** `main/auth/requests/gate.ts` is in `main/auth`. */
export function roomOf(file: string): string {
  return file.split('/').slice(0, 2).join('/')
}

/** The page in `docs/`. `commit` says what was measured. */
export function page(results: readonly Result[], reasons: Reasons, commit: string): string {
  const rooms = grouped(results, roomOf)
  return `${[
    '# Mutation tests',
    intro(commit),
    table('Folder', rooms),
    '## By file',
    table(
      'File',
      grouped(results, (file) => file),
    ),
    '## Survivors',
    survivors(results).length === 0 ? 'None.' : listed(results, reasons),
  ].join('\n\n')}\n`
}

function intro(commit: string): string {
  return `\`npm run mutants\` changes the code of \`main/auth\` and \`main/keychain\` in one small place at a time and runs the unit tests. A change that
no test notices survives: either a test is missing, or the change makes no difference. At least ${percent(leastKilled)} must be killed in
each folder, and each survivor must have a reason (\`scripts/mutants/reasons.json\`). This page is written by that script.

What is changed: conditions, comparisons, arithmetic, booleans, numbers, texts that are not sentences, patterns, lists, \`&&\`, \`||\`, \`??\`, \`?.\`,
returned values, and statements that are left out. Not changed: lines of the log and sentences for people, and
\`main/keychain/process.ts\`, which runs in a process of its own with keytar and is tested end to end. A change that does
not compile in its own file is not counted. A test that no longer ends counts as a kill.

Measured at ${commit}.`
}

function table(title: string, groups: readonly [string, Result[]][]): string {
  const rows = groups.map(([name, results]) => {
    const counted = count(results)
    const { killed, survived, uncompilable } = counted
    return `| \`${name}\` | ${killed} | ${survived} | ${percent(score(counted))} | ${uncompilable} |`
  })
  return [
    `| ${title} | killed | survived | killed of those that compile | do not compile |`,
    '| --- | --: | --: | --: | --: |',
    ...rows,
  ].join('\n')
}

function listed(results: readonly Result[], reasons: Reasons): string {
  const byFile = Map.groupBy(survivors(results), ({ file }) => file)
  return [...byFile]
    .map(([file, mutants]) => {
      const items = mutants.map((mutant) => {
        const reason = reasons[file]?.[nameOf(mutant)] ?? '**No reason yet.**'
        return `- line ${mutant.line}, \`\` ${nameOf(mutant)} \`\`: ${reason}`
      })
      return [`### \`${file}\``, ...items]
        .join('\n\n')
        .replaceAll('\n\n- ', '\n- ')
        .replace('\n-', '\n\n-')
    })
    .join('\n\n')
}

function percent(part: number): string {
  // Rounded down: 89.96 % is not 90.
  return `${(Math.floor(part * 1000) / 10).toFixed(1)} %`
}
