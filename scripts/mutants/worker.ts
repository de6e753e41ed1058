import * as nodeModule from 'node:module'
import { basename } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { switchName } from './instrument.ts'
import { takeRegistered, type Registered } from './nodeTest.ts'
import type { Answer, Order, RecordedTest, Setup } from './protocol.ts'

/**
 * The thread in which the tests run: loads the instrumented sources and the tests once, then runs the tests that it is
 * told for one mutant after the other.
 */
const { sources, modules, testFiles, active, isRecording, ...setup } = workerData as Setup
const nothing = -1
let current = active ?? nothing
let hits = new Set<number>()
/** A loop without an end is told by the places it comes by, which does not depend on how busy the machine is. */
let steps = 0
let budget = setup.budget
/** Errors outside the promise of a test. */
let stray: unknown

function isMutant(number: number): boolean {
  if (isRecording) hits.add(number)
  steps += 1
  if (steps > budget) throw new Error('It does not end.')
  return number === current
}
Object.assign(globalThis, { [switchName]: isMutant })

const ownTest = new URL('nodeTest.ts', import.meta.url).href
type Next<Result> = (name: string, context: unknown) => Result
/** https://nodejs.org/docs/latest-v24.x/api/module.html#moduleregisterhooksoptions; the types are those of Node 20. */
interface Hooks {
  resolve(specifier: string, context: unknown, next: Next<object>): object
  load(url: string, context: unknown, next: Next<object>): object
}
const { registerHooks } = nodeModule as unknown as { registerHooks(hooks: Hooks): void }
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'node:test' ? { url: ownTest, shortCircuit: true } : next(specifier, context),
  load(url, context, next) {
    const source = sources.get(url)
    if (source === undefined) return next(url, context)
    return { format: 'module-typescript', source, shortCircuit: true }
  },
})

process.on('unhandledRejection', (error) => (stray ??= error))
process.on('uncaughtException', (error) => (stray ??= error))

const tests = new Map<string, Registered>()

function answer(value: Answer): void {
  parentPort?.postMessage(value)
}

/** Loads a test file; gives the names of its tests. */
async function load(file: string): Promise<string[]> {
  await import(pathToFileURL(file).href)
  return takeRegistered().map((test, place) => {
    const id = `${file}#${place} ${test.name}`
    tests.set(id, test)
    return id
  })
}

/** Runs a test; says why it failed, null if it did not. */
async function run(id: string): Promise<string | null> {
  stray = undefined
  steps = 0
  const test = tests.get(id)
  if (!test) return `There is no test ${id}.`
  const watch = watchForSilence()
  try {
    await Promise.race([test.run(), watch.silence])
    await new Promise((done) => setImmediate(done))
    if (stray === undefined) return null
    return `outside the test: ${wordsOf(stray)}`
  } catch (error) {
    return wordsOf(error)
  } finally {
    watch.stop()
  }
}

/** As `node:test` does: a test that waits while nothing is under way any more will wait for ever. */
function watchForSilence(): { silence: Promise<never>; stop(): void } {
  let timer: NodeJS.Timeout
  let silentFor = 0
  const silence = new Promise<never>((_, reject) => {
    const look = () => {
      const busy = process.getActiveResourcesInfo().filter((name) => name !== 'MessagePort')
      // One is the timer of this watch.
      silentFor = busy.length > 1 ? 0 : silentFor + 1
      if (silentFor >= 3) reject(new Error('It waits for ever.'))
      else timer = setTimeout(look, 5)
    }
    timer = setTimeout(look, 5)
  })
  silence.catch(() => undefined)
  return { silence, stop: () => clearTimeout(timer) }
}

function wordsOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
}

/** Runs all tests without a mutant, and says which places each came by. */
async function record(): Promise<void> {
  for (const module of modules) await import(module)
  const atLoad = hits
  const inFiles = new Set<number>()
  const recorded: RecordedTest[] = []
  for (const file of testFiles) {
    hits = inFiles
    for (const id of await load(file)) {
      hits = new Set()
      const startedAt = performance.now()
      const failure = await run(id)
      recorded.push({ id, failure, ms: performance.now() - startedAt, hits, steps })
    }
  }
  answer({ kind: 'recorded', tests: recorded, atLoad, inFiles })
}

/** Loads file by file with the mutant on, the likeliest first, until a test fails. */
async function runFromTheStart(): Promise<void> {
  for (const file of testFiles) {
    let ids: string[]
    try {
      ids = await load(file)
    } catch (error) {
      return answer({
        kind: 'done',
        killer: basename(file),
        reason: wordsOf(error),
        isDirty: false,
      })
    }
    for (const id of ids) {
      const reason = await run(id)
      if (reason !== null) return answer({ kind: 'done', killer: id, reason, isDirty: false })
    }
  }
  answer({ kind: 'done', killer: null, reason: null, isDirty: false })
}

async function runOrder({ number, ids, ...order }: Order): Promise<void> {
  budget = order.budget
  for (const id of ids) {
    current = number
    const reason = await run(id)
    current = nothing
    if (reason === null) continue
    // The same test without the mutant: if it fails too, an earlier mutant has left something behind in this thread.
    const isDirty = (await run(id)) !== null
    return answer({ kind: 'done', killer: id, reason, isDirty })
  }
  answer({ kind: 'done', killer: null, reason: null, isDirty: false })
}

async function begin(): Promise<void> {
  if (isRecording) return record()
  if (active !== null) return runFromTheStart()
  for (const file of testFiles) await load(file)
  parentPort?.on('message', (order: Order) => void runOrder(order))
  answer({ kind: 'ready' })
}

await begin().catch((error: unknown) => answer({ kind: 'failed', reason: wordsOf(error) }))
