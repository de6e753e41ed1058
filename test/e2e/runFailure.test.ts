import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { until } from '../support/app/waiting.ts'

/** How a run of a script ended. */
interface Ended {
  code: number | null
  output: string
  /** In the environment of all that the run has started. */
  mark: string
}

function run(script: string, env: NodeJS.ProcessEnv = {}, signal?: NodeJS.Signals): Promise<Ended> {
  const mark = randomUUID()
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, RUN_MARK: mark, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (signal && output.includes('✔')) child.kill(signal)
    })
  }
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output, mark })))
}

/** The programs that still run and were started by a run, whoever is their parent now. */
async function survivors(mark: string): Promise<string[]> {
  const found: string[] = []
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    const environment = await readFile(join('/proc', pid, 'environ'), 'latin1').catch(() => '')
    const command = await readFile(join('/proc', pid, 'cmdline'), 'latin1').catch(() => '')
    if (environment.includes(`RUN_MARK=${mark}`) && command) found.push(command)
  }
  return found
}

/** Processes that a run started need a moment to notice that it is gone. */
async function mustLeaveNothing({ mark }: Ended): Promise<void> {
  let left: string[] = []
  await until(
    'nothing is left running',
    async () => {
      left = await survivors(mark)
      return left.length === 0 ? true : null
    },
    5_000,
    () => left.join('\n'),
  )
}

function fieldOf(output: string, name: string): string {
  return new RegExp(`^  ${name} +(.*)$`, 'm').exec(output)?.[1] ?? ''
}

const isLinux = process.platform === 'linux'
const options = { skip: isLinux ? false : 'what is left running is looked up in /proc' }
const png = '\u0089PNG'

for (const { run: name, script, step, awaited } of [
  {
    run: 'tour',
    script: 'test/e2e/brokenTour.ts',
    step: 'a button that is not there is pressed',
    awaited: /Timeout 700ms exceeded\. waiting for getByRole\('button', \{ name: 'Nowhere' \}\)/,
  },
  {
    run: 'faults',
    script: 'test/e2e/brokenFaults.ts',
    step: 'Wishes: the moon is asked for',
    awaited: /^the moon: not within 0\.3 s$/,
  },
]) {
  test(`a failed ${name} ends with one block and leaves nothing running`, options, async () => {
    const ended = await run(script)
    const { code, output } = ended
    assert.equal(code, 1, output)
    assert.equal(output.match(new RegExp(`✖ npm run ${name} failed`, 'g'))?.length, 1)
    assert.doesNotMatch(output, /^\s+at /m, 'no stack')
    assert.equal(fieldOf(output, 'step'), step)
    assert.match(fieldOf(output, 'awaited'), awaited)
    assert.ok((await readFile(fieldOf(output, 'screenshot'), 'latin1')).startsWith(png))
    assert.match(await readFile(fieldOf(output, 'app log'), 'utf8'), /app\.started/)
    await mustLeaveNothing(ended)
  })
}

test('a run whose set-up fails says so in the same way', options, async () => {
  // Without Xvfb, as on a machine that lacks it.
  const ended = await run('test/e2e/brokenTour.ts', { PATH: '/nonexistent' })
  assert.equal(ended.code, 1)
  assert.match(fieldOf(ended.output, 'awaited'), /Xvfb did not start/)
  assert.doesNotMatch(ended.output, /^\s+at /m)
  await mustLeaveNothing(ended)
})

test('a run that is stopped with Ctrl-C leaves nothing running', options, async () => {
  const ended = await run('test/e2e/brokenTour.ts', {}, 'SIGINT')
  assert.equal(ended.code, 130)
  await mustLeaveNothing(ended)
})
