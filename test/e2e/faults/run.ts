import {
  awaitedCondition,
  keepEvidence,
  type Evidence,
  type Failure,
} from '../../../scripts/run/report.ts'
import type { FaultHarness } from './faultHarness.ts'
import { Lost, type Group, type Row } from './row.ts'

/** How one row went. */
export interface Result {
  group: string
  fault: string
  how: string
  saw: string
  /** The loss; null without one. */
  lost: string | null
  /** Whether it had to be, by the nature of the fault. */
  isForeseen: boolean
  /** Why the app did not survive; null when it did. */
  problem: string | null
  recoveredMs: number | null
  tookMs: number
  /** Where to look; null when it went as it has to. */
  evidence: Evidence | null
}

/** Runs one row on the harness and clears up after it. Never throws for what the app does. */
export async function runRow(group: Group, row: Row, harness: FaultHarness): Promise<Result> {
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
    evidence: null,
  }
  try {
    const { saw, recoveredMs, lost = null } = await inTime(row.run(harness))
    Object.assign(result, { saw, recoveredMs, lost })
  } catch (error) {
    if (error instanceof Lost) Object.assign(result, { lost: error.message, isForeseen: false })
    else result.problem = awaitedCondition(error)
    result.evidence = await keepEvidence(fault, harness.current(), error)
  }
  const problem = harness.problem()
  if (problem !== null) {
    result.problem = problem
    result.evidence ??= await keepEvidence(fault, harness.current(), problem)
  }
  await harness.endRow()
  result.tookMs = performance.now() - startedAt
  return result
}

/** Whether a row went as it has to. */
export function isGood({ problem, isForeseen }: Result): boolean {
  return problem === null && isForeseen
}

/** The rows that did not go as they have to, for the block at the end. */
export function failuresOf(results: readonly Result[]): Failure[] {
  return results
    .filter((result) => !isGood(result))
    .map(({ group, fault, problem, lost, evidence }) => ({
      step: `${group}: ${fault}`,
      awaited: problem ?? `nothing is lost; lost: ${lost}`,
      evidence: evidence ?? { screenshot: null, appLog: null },
    }))
}

const limitMs = 90_000

function inTime<Value>(running: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the row did not end')), limitMs)
    running.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
