import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { jwtVerify } from 'jose'
import { createTokenService } from '../main/service.ts'

test('the example in docs/token-service.md keeps the contract that it illustrates', async () => {
  const secret = 'an-example-secret-that-is-long-enough'
  const port = await freePort()
  // Inside the project, so that the example finds jose as a reader's own project would.
  const folder = await mkdtemp(join('node_modules', '.token-service-'))
  const file = join(folder, 'token-service.mjs')
  await writeFile(file, await exampleIn('docs/token-service.md'))
  const child = spawn(process.execPath, [file], {
    env: { ...process.env, CHAT_API_SECRET: secret, PORT: String(port) },
    stdio: 'inherit',
  })
  try {
    const url = new URL(`http://127.0.0.1:${port}/`)
    const service = createTokenService(url, { fetch: patient, learn: () => undefined })
    const { signal } = new AbortController()

    const first = await service.signIn('alice', 'alice-example', signal)
    const { payload } = await jwtVerify(first.token.reveal(), new TextEncoder().encode(secret))
    assert.equal(payload['user_id'], 'alice')
    const second = await service.renew('alice', first.refreshCredential, signal)
    assert.notEqual(second.refreshCredential, first.refreshCredential)

    await assert.rejects(service.signIn('alice', 'wrong', signal), { code: 'credentialsRefused' })
    await assert.rejects(service.renew('alice', 'wrong', signal), { code: 'renewalRefused' })
    await assert.rejects(service.renew('bob', first.refreshCredential, signal), {
      code: 'renewalRefused',
    })
  } finally {
    child.kill()
    await rm(folder, { recursive: true })
  }
})

async function exampleIn(page: string): Promise<string> {
  const example = /^```js\n([\s\S]*?)^```$/m.exec(await readFile(page, 'utf8'))?.[1]
  assert.ok(example, 'the page has an example')
  return example
}

/** The example needs a moment until it listens. */
const patient: typeof fetch = async (...request) => {
  for (let tries = 0; ; tries += 1) {
    try {
      return await fetch(...request)
    } catch (error) {
      if (tries === 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
