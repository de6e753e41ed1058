import { Worker } from 'node:worker_threads'
import type { Answer, Order, RecordedTest, Setup } from './protocol.ts'

/** How the run of one mutant ended. */
export type Verdict =
  | { kind: 'killed'; by: string; reason: string }
  | { kind: 'timedOut' }
  | { kind: 'survived' }

/** The result of the run without mutants. */
export interface Recording {
  readonly tests: readonly RecordedTest[]
  readonly atLoad: ReadonlySet<number>
  readonly inFiles: ReadonlySet<number>
}

/** The modules that every thread of a run loads. */
export type Modules = Pick<Setup, 'sources' | 'modules' | 'testFiles'>

/** A thread that is loaded, and takes one order after the other. */
export interface Thread {
  /** Runs an order; a thread that does not answer within `limitMs` is ended, and the next order starts another. */
  run(order: Order, limitMs: number): Promise<Verdict>
  stop(): Promise<void>
}

const workerUrl = new URL('worker.ts', import.meta.url)
/** Loading everything; a machine with other work needs long. */
const loadLimitMs = 120_000

/** @throws Error when a test fails without any mutant: then nothing can be told */
export async function record(setup: Modules): Promise<Recording> {
  const worker = start({ ...setup, active: null, isRecording: true, budget: Infinity })
  try {
    const answer = await next(worker, loadLimitMs)
    if (answer === 'timedOut') throw new Error('The run without mutants does not end.')
    if (answer.kind !== 'recorded') throw outOfTurn(answer)
    const failed = answer.tests.filter(({ failure }) => failure !== null)
    if (failed.length === 0) return answer
    throw new Error(failed.map(({ id, failure }) => `${id}: ${failure}`).join('\n'))
  } finally {
    await worker.terminate()
  }
}

/** Runs the tests with a mutant that is on from the start, as one in a constant of a module must be. */
export async function runFromTheStart(
  setup: Modules,
  { number, budget, limitMs }: { number: number; budget: number; limitMs: number },
): Promise<Verdict> {
  const worker = start({ ...setup, active: number, isRecording: false, budget })
  try {
    return verdictOf(await next(worker, limitMs))
  } finally {
    await worker.terminate()
  }
}

/** A thread for orders; loaded when the first one comes. */
export function createThread(setup: Modules): Thread {
  let loaded: Worker | null = null

  async function load(): Promise<Worker> {
    const worker = start({ ...setup, active: null, isRecording: false, budget: Infinity })
    const answer = await next(worker, loadLimitMs)
    if (answer === 'timedOut') throw new Error('The tests are not loaded in time.')
    if (answer.kind !== 'ready') throw outOfTurn(answer)
    return worker
  }

  async function stop(): Promise<void> {
    await loaded?.terminate()
    loaded = null
  }

  async function runOnce(order: Order, limitMs: number): Promise<Answer | 'timedOut'> {
    loaded ??= await load()
    const answer = next(loaded, limitMs)
    loaded.postMessage(order)
    return answer
  }

  return {
    stop,
    async run(order, limitMs) {
      let answer = await runOnce(order, limitMs)
      if (answer !== 'timedOut' && answer.kind === 'done' && answer.isDirty) {
        await stop()
        answer = await runOnce(order, limitMs)
      }
      if (answer === 'timedOut') await stop()
      return verdictOf(answer)
    },
  }
}

function start(setup: Setup): Worker {
  return new Worker(workerUrl, {
    workerData: setup,
    // An array that grows for ever ends the thread, and not the script.
    resourceLimits: { maxOldGenerationSizeMb: 1_024 },
  })
}

/** The next answer. A thread that dies, by an endless list for one, has not passed its tests. */
function next(worker: Worker, limitMs: number): Promise<Answer | 'timedOut'> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => end(() => resolve('timedOut')), limitMs)
    const onMessage = (answer: Answer) => end(() => resolve(answer))
    const onError = (error: Error & { code?: string }) =>
      end(() => (error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve('timedOut') : reject(error)))
    worker.on('message', onMessage)
    worker.on('error', onError)

    function end(how: () => void): void {
      clearTimeout(timer)
      worker.off('message', onMessage)
      worker.off('error', onError)
      how()
    }
  })
}

function verdictOf(answer: Answer | 'timedOut'): Verdict {
  if (answer === 'timedOut') return { kind: 'timedOut' }
  if (answer.kind !== 'done') throw outOfTurn(answer)
  if (answer.killer === null) return { kind: 'survived' }
  return { kind: 'killed', by: answer.killer, reason: answer.reason ?? '' }
}

function outOfTurn(answer: Answer): Error {
  return new Error(
    answer.kind === 'failed' ? answer.reason : `An answer out of turn: ${answer.kind}.`,
  )
}
