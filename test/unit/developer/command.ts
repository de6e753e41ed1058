import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** How a run of `npm run check-token-service` ended. */
export interface Ended {
  code: number
  out: string
  err: string
}

/** Runs the check on the command line, without a terminal. */
export async function runCommand(args: string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const { LATCHKEY_PASSWORD: _, ...rest } = process.env
  const child = spawn(process.execPath, ['scripts/checkTokenService.ts', ...args], {
    env: { ...rest, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => (ended.out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (ended.err += chunk.toString()))
  const [code] = await once(child, 'close')
  return { code, ...ended }
}
