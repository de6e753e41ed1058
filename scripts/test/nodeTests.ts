import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'

/** How a run of node:test ended. */
export interface Count {
  passed: number
  failed: number
}

/** Tests of a kind, and how many of their files may run at a time. */
export interface Suite {
  name: string
  folders: string[]
  concurrency: number
}

/** Without a window and without the network. */
export const unit: Suite = {
  name: 'unit',
  folders: ['test/unit', 'test/fuzz', 'test/scripts'],
  concurrency: 2,
}

/** The local backend, over real HTTP and WebSocket. */
export const sandbox: Suite = { name: 'sandbox', folders: ['test/sandbox'], concurrency: 2 }

/** The built window alone, in real Electron. */
export const renderer: Suite = {
  name: 'renderer',
  folders: ['test/components'],
  concurrency: 1,
}

/** The whole app in real Electron on a real keyring. */
export const endToEnd: Suite = { name: 'end to end', folders: ['test/e2e'], concurrency: 1 }

/** The app as it is shipped, put together beforehand: scripts/package/builder.ts. */
export const packaged: Suite = { name: 'packaged', folders: ['test/packaged'], concurrency: 1 }

/** Runs a suite, prints it, and counts. A suite without a test counts as failed. */
export async function runSuite({ name, folders, concurrency }: Suite): Promise<Count> {
  console.log(`\n${name}`)
  const count: Count = { passed: 0, failed: 0 }
  const stream = run({ files: folders.flatMap(testsIn), concurrency, timeout: 180_000 })
  stream.on('test:pass', ({ details, skip }) => {
    if (details.type !== 'suite' && skip === undefined) count.passed += 1
  })
  stream.on('test:fail', ({ details }) => {
    // A suite that failed because of its tests has been counted; one that failed by itself has not.
    const { failureType } = details.error as Error & { failureType?: string }
    if (failureType !== 'subtestsFailed') count.failed += 1
  })
  const printed = stream.compose(new spec())
  printed.pipe(process.stdout, { end: false })
  await new Promise((resolve) => printed.on('end', resolve))
  if (count.passed === 0) count.failed += 1
  return count
}

function testsIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const tests = names.filter((name) => name.endsWith('.test.ts'))
  return tests.toSorted().map((name) => join(folder, name))
}
