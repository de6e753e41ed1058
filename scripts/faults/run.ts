import type { Ground } from './ground.ts'
import { Lost, type Group, type Row } from './row.ts'

/** How one row went. */
export interface Result {
  group: string
  fault: string
  how: string
  saw: string
  /** What is gone; null when nothing is. */
  lost: string | null
  /** Whether it had to be, by the nature of the fault. */
  isForeseen: boolean
  /** Why the app did not survive; null when it did. */
  problem: string | null
  recoveredMs: number | null
  tookMs: number
}

/** Runs one row on the ground and clears up after it. Never throws for what the app does. */
export async function runRow(group: Group, row: Row, ground: Ground): Promise<Result> {
  const startedAt = performance.now()
  const { fault, how } = row
  const result: Result = {
    group: group.name,
    fault,
    how,
    saw: '',
    lost: null,
    isForeseen: true,
    problem: null,
    recoveredMs: null,
    tookMs: 0,
  }
  try {
    const { saw, recoveredMs, lost = null } = await inTime(row.run(ground))
    Object.assign(result, { saw, recoveredMs, lost })
  } catch (error) {
    if (error instanceof Lost) Object.assign(result, { lost: error.message, isForeseen: false })
    else result.problem = reasonOf(error)
  }
  result.problem = (await ground.clear()) ?? result.problem
  result.tookMs = performance.now() - startedAt
  return result
}

/** Whether a row went as it has to. */
export function isGood({ problem, isForeseen }: Result): boolean {
  return problem === null && isForeseen
}

const limitMs = 90_000

function inTime<Value>(running: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the row did not end')), limitMs)
    running.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/** Without colours, and without Playwright's log of every try. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  // oxlint-disable-next-line no-control-regex -- that is what colours are made of
  const plain = message.replace(/\u001B\[\d+m/g, '')
  return (plain.split(/\n?Call log:/)[0] ?? '').replace(/\s+/g, ' ').trim().slice(0, 400)
}
