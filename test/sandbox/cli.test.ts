import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

import { openHarness } from './harness.ts'

const script = fileURLToPath(new URL('../../sandbox/cli.ts', import.meta.url))
const canSignal = process.platform !== 'win32'

async function freshFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-cli-'))
  t.after(() => rm(folder, { recursive: true }))
  return folder
}

function start(t: TestContext, ...args: string[]) {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  t.after(() => child.kill('SIGKILL'))
  const output = { out: '', err: '' }
  child.stdout.on('data', (chunk) => (output.out += chunk))
  child.stderr.on('data', (chunk) => (output.err += chunk))
  const ended = once(child, 'close').then(([code]) => ({ code, ...output }))
  const started = (async () => {
    while (!output.out.endsWith('zoe-sandbox\n')) await once(child.stdout, 'data')
    return output.out
  })()
  return { child, ended, started }
}

test(
  'the command prints how to reach the sandbox, never its secret, and ends cleanly at ctrl-C',
  { skip: !canSignal },
  async (t) => {
    const folder = await freshFolder(t)
    const first = start(t, '--port=0', `--state=${folder}`, '--quiet-bot', '--control-key=my-key')
    const text = await first.started
    const url = /Server URL +(http:\/\/127\.0\.0\.1:\d+)\n/.exec(text)?.[1] ?? ''
    for (const line of [
      `Token service  ${url}/token`,
      'API key        latchkey-sandbox',
      'alice  alice-sandbox',
    ]) {
      assert.ok(text.includes(line), line)
    }
    const answer = await fetch(`${url}/token`, {
      method: 'POST',
      body: '{"user_id":"alice","password":"alice-sandbox"}',
    })
    const { token, refresh_token } = await answer.json()
    first.child.kill('SIGINT')
    const { code, out, err } = await first.ended
    assert.deepEqual([code, err], [0, ''])
    const secret = await readFile(join(folder, 'sandbox-secret'), 'utf8')
    for (const hidden of [secret, token, refresh_token, 'my-key'])
      assert.equal(out.includes(hidden), false)

    const second = start(t, '--port=0', `--state=${folder}`)
    const again = /Server URL +(\S+)/.exec(await second.started)?.[1] ?? ''
    const headers = { authorization: `Bearer ${refresh_token}` }
    const renewed = await fetch(`${again}/token`, {
      method: 'POST',
      headers,
      body: '{"user_id":"alice"}',
    })
    assert.equal(renewed.status, 200)
    second.child.kill('SIGTERM')
    assert.equal((await second.ended).code, 0)
  },
)

test('a port in use is reported with a remedy', async (t) => {
  const port = new URL((await openHarness(t)).sandbox.url).port
  const { code, out, err } = await start(t, `--port=${port}`, `--state=${await freshFolder(t)}`)
    .ended
  assert.deepEqual([code, out], [1, ''])
  assert.match(
    err,
    new RegExp(`^Port ${port} is in use by another program\\. Choose another with --port=N`),
  )
})

test('a state folder that cannot be one is said to be', async (t) => {
  const { code, err } = await start(t, '--port=0', `--state=${script}`).ended
  assert.equal(code, 1)
  assert.match(err, /^The sandbox cannot keep its secret in /)
})

test('a wrong argument ends with 2, a message and the usage', async (t) => {
  const { code, out, err } = await start(t, '--prot=1').ended
  assert.deepEqual([code, out], [2, ''])
  assert.match(err, /^Unknown option '--prot'\n\nUsage: /)
})

test('the configuration that is printed is one for this sandbox', async (t) => {
  const { code, out } = await start(t, '--print-config', '--port=9000').ended
  assert.equal(code, 0)
  assert.deepEqual(JSON.parse(out), {
    name: 'Sandbox',
    apiKey: 'latchkey-sandbox',
    serverUrl: 'http://127.0.0.1:9000',
    tokenService: {
      url: 'http://127.0.0.1:9000/token',
      signIn: 'password',
      signOut: 'delete',
    },
    developerMode: true,
  })
})
