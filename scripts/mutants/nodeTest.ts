/**
 * The stand-in of `node:test` for the test files: it only collects, so that the tests, loaded once, can be run again
 * for each mutant. It has what the tests of these folders use; whatever else they ask for fails the run without mutants.
 */
export interface Context {
  diagnostic(message: string): void
  after(run: () => unknown): void
}

/** One test, as it was registered. */
export interface Registered {
  readonly name: string
  run(): Promise<void>
}

const registered: Registered[] = []
/** The groups around the test that is being registered. */
const groups: string[] = []

/** As in `node:test`: `test(name, run)` and `test(name, options, run)`. */
export function test(name: string, ...rest: unknown[]): Promise<void> {
  const body = rest.at(-1) as (context: Context) => unknown
  const { skip } = (rest.length > 1 ? rest[0] : {}) as { skip?: unknown }
  if (skip === undefined || skip === false)
    registered.push({ name: [...groups, name].join(' '), run: () => runBody(body) })
  return Promise.resolve()
}

/** As in `node:test`: a group of tests. */
export function describe(name: string, run: () => void): void {
  groups.push(name)
  run()
  groups.pop()
}

export default test

/** The tests that were registered since the last time. */
export function takeRegistered(): Registered[] {
  return registered.splice(0)
}

async function runBody(body: (context: Context) => unknown): Promise<void> {
  const cleanUps: (() => unknown)[] = []
  try {
    await body({ diagnostic: () => undefined, after: (run) => void cleanUps.push(run) })
  } finally {
    for (const cleanUp of cleanUps) await cleanUp()
  }
}
