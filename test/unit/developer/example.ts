import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { TestContext } from 'node:test'

/** A running token service of the documentation. It knows one user: alice, with the password alice-example. */
export interface Example {
  url: string
  /** The chat API secret that it signs with. */
  secret: string
}

/** Starts the example in docs/token-service.md as it stands there. */
export async function startExample(t: TestContext): Promise<Example> {
  const page = await readFile('docs/token-service.md', 'utf8')
  const example = /^```js\n([\s\S]*?)^```$/m.exec(page)?.[1]
  assert.ok(example, 'the page has an example')
  // Inside the project, so that the example finds jose as a reader's own project would.
  const folder = await mkdtemp(join('node_modules', '.token-service-'))
  t.after(() => rm(folder, { recursive: true }))
  const file = join(folder, 'token-service.mjs')
  await writeFile(file, example)
  return start(t, file)
}

/** Starts the same, written with jsonwebtoken instead of jose. */
export function startJsonwebtokenExample(t: TestContext): Promise<Example> {
  return start(t, join('test', 'unit', 'developer', 'jsonwebtokenExample.mjs'))
}

async function start(t: TestContext, file: string): Promise<Example> {
  const secret = 'an-example-secret-that-is-long-enough'
  const port = await freePort()
  const child = spawn(process.execPath, [file], {
    env: { ...process.env, CHAT_API_SECRET: secret, PORT: String(port) },
    stdio: 'inherit',
  })
  t.after(() => child.kill())
  await listening(port)
  return { url: `http://127.0.0.1:${port}/`, secret }
}

/** The example needs a moment until it listens. */
async function listening(port: number): Promise<void> {
  for (let tries = 0; !(await canConnect(port)); tries += 1) {
    if (tries === 200) throw new Error('The example does not listen.')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('error', () => resolve(false))
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
