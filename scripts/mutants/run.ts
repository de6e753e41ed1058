import { globSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename, join, matchesGlob, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { findUncompilable } from './compile.ts'
import { instrument, type Numbered } from './instrument.ts'
import { findMutants, type Mutant } from './operators.ts'
import type { RecordedTest } from './protocol.ts'
import {
  createThread,
  record,
  runFromTheStart,
  type Modules,
  type Recording,
  type Verdict,
} from './threads.ts'

/** The mutated files, and the tests that must notice. */
export interface Scope {
  /** The folder that all paths start from. */
  readonly root: string
  /** Globs of source files, in the folder `main`. */
  readonly sources: readonly string[]
  /** Globs of test files. */
  readonly tests: readonly string[]
  /** Paths of source files that are left out. */
  readonly leftOut: readonly string[]
}

/** A mutant and what became of it. */
export interface Result {
  readonly mutant: Mutant
  readonly verdict: Verdict | { kind: 'uncompilable' }
}

/** The least that a run of a mutant may take, and how many times what its tests take without it. */
const limit = { leastMs: 10_000, leastSteps: 300_000, times: 30 }

/** Runs all mutants of the files that match. `tell` is called with each result. */
export async function runMutants(
  scope: Scope,
  only: string,
  tell: (result: Result) => void,
): Promise<Result[]> {
  const { root } = scope
  const sources = new Map(
    filesOf(root, scope.sources)
      .filter((file) => !file.endsWith('.d.ts') && !scope.leftOut.includes(file))
      .map((file) => [file, readFileSync(join(root, file), 'utf8')]),
  )
  const all = [...sources]
    .flatMap(([file, source]) => findMutants(file, source))
    .map((mutant, number) => ({ mutant, number }))
  const wanted = all.filter(({ mutant }) => matchesGlob(mutant.file, only))
  const uncompilable = await findUncompilable(root, wanted, sources)
  const modules = modulesOf(root, sources, wanted, filesOf(root, scope.tests))
  const recording = await record(modules)

  const queue = wanted.filter(({ number }) => !uncompilable.has(number))
  const results: Result[] = []
  const take = (result: Result) => {
    results.push(result)
    tell(result)
  }
  for (const { number, mutant } of wanted) {
    if (uncompilable.has(number)) take({ mutant, verdict: { kind: 'uncompilable' } })
  }
  const lanes = Array.from({ length: Math.min(2, availableParallelism()) }, async () => {
    const judge = createJudge(modules, recording)
    for (let each = queue.shift(); each; each = queue.shift()) {
      take({ mutant: each.mutant, verdict: await judge.judge(each) })
    }
    await judge.stop()
  })
  await Promise.all(lanes)
  return results
}

function filesOf(root: string, globs: readonly string[]): string[] {
  const found = globSync([...globs], { cwd: root })
  return found.map((file) => file.replaceAll('\\', '/')).toSorted()
}

function modulesOf(
  root: string,
  sources: ReadonlyMap<string, string>,
  mutants: readonly Numbered[],
  testFiles: readonly string[],
): Modules {
  const urlOf = (file: string) => pathToFileURL(resolve(root, file)).href
  const ofFile = Map.groupBy(mutants, ({ mutant }) => mutant.file)
  return {
    sources: new Map(
      [...ofFile].map(([file, mine]) => [urlOf(file), instrument(sources.get(file) ?? '', mine)]),
    ),
    modules: [...ofFile.keys()].map(urlOf),
    testFiles: testFiles.map((file) => resolve(root, file)),
  }
}

/** Runs mutants in a thread of its own, each with the tests that come by its place. */
function createJudge(modules: Modules, { tests, atLoad, inFiles }: Recording) {
  const thread = createThread(modules)

  async function judge({ number, mutant }: Numbered): Promise<Verdict> {
    const fromTheStart = () =>
      runFromTheStart(
        { ...modules, testFiles: inOrder(mutant, modules.testFiles, (file) => file) },
        { number, budget: budgetOf(tests), limitMs: limitMs(tests) + 60_000 },
      )
    if (atLoad.has(number)) return fromTheStart()
    const mine = tests.filter(({ hits }) => hits.has(number)).toSorted((a, b) => a.ms - b.ms)
    const ids = inOrder(mutant, mine, ({ id }) => id).map(({ id }) => id)
    const verdict = await thread.run({ number, ids, budget: budgetOf(mine) }, limitMs(mine))
    return verdict.kind === 'survived' && inFiles.has(number) ? fromTheStart() : verdict
  }

  return { judge, stop: () => thread.stop() }
}

function budgetOf(tests: readonly RecordedTest[]): number {
  return limit.leastSteps + limit.times * Math.max(0, ...tests.map(({ steps }) => steps))
}

function limitMs(tests: readonly RecordedTest[]): number {
  return limit.leastMs + limit.times * tests.reduce((sum, { ms }) => sum + ms, 0)
}

/** The tests of the file itself first: they are the likeliest to notice. */
function inOrder<Value>(
  { file }: Mutant,
  values: readonly Value[],
  pathOf: (value: Value) => string,
): Value[] {
  const own = `${basename(file, '.ts')}.test.ts`
  const isOwn = (value: Value) => basename(pathOf(value).split('#')[0] ?? '') === own
  return [...values.filter(isOwn), ...values.filter((value) => !isOwn(value))]
}
