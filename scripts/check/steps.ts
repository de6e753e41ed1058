import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** One command of a check, run as a process of its own. */
export interface Step {
  name: string
  command: string[]
}

const bin = (name: string) => join('node_modules', '.bin', name)

/** Static checks: types, format, lint with the import directions. */
export const staticSteps: Step[] = [
  ...['main/auth', 'main', 'sandbox', 'preload', 'renderer', 'test'].map((project) => ({
    name: `types of ${project}`,
    command: [bin('tsc'), '-p', project],
  })),
  { name: 'format', command: [bin('oxfmt'), '--check'] },
  {
    name: 'lint and import directions',
    command: [bin('oxlint'), '--type-aware', '--deny-warnings'],
  },
]

/** Runs a step; its output is shown only when it fails. Says whether it passed. */
export async function runStep({ name, command }: Step): Promise<boolean> {
  const startedAt = performance.now()
  const { code, output } = await run(command)
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  if (code !== 0) process.stdout.write(output)
  console.log(`${code === 0 ? '✔' : '✖'} ${name} (${seconds} s)`)
  return code === 0
}

function run(command: string[]): Promise<{ code: number; output: string }> {
  const [file = '', ...args] = command
  return new Promise((resolve) => {
    // The commands in node_modules/.bin are batch files on Windows.
    const child = spawn(file, args, { shell: process.platform === 'win32' })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', (error) => resolve({ code: 1, output: `${error.message}\n` }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
