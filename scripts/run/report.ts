import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inspect } from 'node:util'
import type { Page } from 'playwright'
import { Stop } from './stop.mjs'

/** The evidence of a failed step. */
export interface Visible {
  readonly page: Page | null
  /** Where the app keeps its log. */
  readonly userData: string
  /** The app's standard output and error. */
  output(): string
}

/** Where to look after a failure. Paths are relative to the project; null where there is nothing to see. */
export interface Evidence {
  screenshot: string | null
  appLog: string | null
}

/** A failed step in the report at the end of a run. */
export interface Failure {
  step: string
  awaited: string
  evidence: Evidence
}

/** A step of a run that failed. */
export class StepFailure extends Error implements Failure {
  readonly step: string
  readonly awaited: string
  readonly evidence: Evidence

  constructor(step: string, error: unknown, evidence: Evidence) {
    super(`${step}: ${awaitedCondition(error)}`, { cause: error })
    this.step = step
    this.awaited = awaitedCondition(error)
    this.evidence = evidence
  }
}

const folder = join('out', 'failures')
const nothing: Evidence = { screenshot: null, appLog: null }

/**
 * Does one step of a run.
 * @param look what to take a picture of when it fails
 * @throws StepFailure when it fails
 */
export async function inStep<Value>(
  step: string,
  look: () => Visible | null,
  action: () => Promise<Value>,
): Promise<Value> {
  try {
    return await action()
  } catch (error) {
    if (error instanceof StepFailure || error instanceof Stop) throw error
    throw new StepFailure(step, error, await keepEvidence(step, look(), error))
  }
}

/**
 * Runs a script to its end and ends the process: with code 0, or with code 1 after a block that says what failed. Never
 * prints a stack: that is in the file beside the screenshot.
 * @param run the name of the npm script
 * @param body resolves with whether all went well
 */
export async function runToEnd(run: string, body: () => Promise<boolean>): Promise<never> {
  let isGood = false
  try {
    isGood = await inStep(`the set-up of ${run}`, () => null, body)
  } catch (error) {
    const isForeseen = error instanceof Stop
    console.error(isForeseen ? error.message : failureReport(run, [error as StepFailure]))
  }
  process.exit(isGood ? 0 : 1)
}

/** The block that a failed run ends with. */
export function failureReport(run: string, failures: readonly Failure[]): string {
  const steps = failures.map(({ step, awaited, evidence }) =>
    [
      `  step        ${step}`,
      `  awaited     ${awaited}`,
      `  screenshot  ${evidence.screenshot ?? 'none: there was no window'}`,
      `  app log     ${evidence.appLog ?? 'none: the app was not running'}`,
    ].join('\n'),
  )
  return [`\n✖ npm run ${run} failed`, ...steps].join('\n\n')
}

/** The condition that a failed step waited for, in one line: no colours, no stack, no log of every try. */
export function awaitedCondition(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  // oxlint-disable-next-line no-control-regex -- that is what colours are made of
  const plain = message.replace(/\u001B\[\d+m/g, '')
  const [said = '', tries = ''] = plain.split(/\n?Call log:/)
  const target = /- waiting for (.+)/.exec(tries)?.[1]
  return [said, ...(target ? [`waiting for ${target}`] : [])]
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 400)
}

let kept = 0

/** Keeps a picture of the window, and the app's log with its output and the error after it. Never throws. */
export async function keepEvidence(
  step: string,
  visible: Visible | null,
  error: unknown,
): Promise<Evidence> {
  kept += 1
  const name = `${process.pid}-${kept}`
  await mkdir(folder, { recursive: true })
  const details = inspect(error)
  if (visible === null) {
    await writeFile(join(folder, `${name}-error.log`), `${step}\n${details}\n`)
    return nothing
  }
  const screenshot = join(folder, `${name}.png`)
  const appLog = join(folder, `${name}.log`)
  const hasPicture = await visible.page
    ?.screenshot({ path: screenshot, timeout: 5_000 })
    .then(() => true)
    .catch(() => false)
  await copyFile(join(visible.userData, 'logs', 'latchkey.log'), appLog).catch(() => undefined)
  const rest = `\n--- what the app wrote to its terminal\n${visible.output()}\n--- ${step}\n${details}\n`
  await writeFile(appLog, rest, { flag: 'a' })
  return { screenshot: hasPicture ? screenshot : null, appLog }
}
