import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { test } from 'node:test'

import type { FromSandbox, ToSandbox } from '../../sandbox/parent.ts'
import { serveParent } from '../../sandbox/parent.ts'
import { openHarness, testSecret } from './harness.ts'

/** The parent's end of a port like Electron's: what crosses it is copied as a message would be. */
function openPort(t: TestContext) {
  const here = new EventEmitter()
  const events = new EventEmitter()
  const exited = once(events, 'exit')
  const port = Object.assign(here, {
    postMessage: (message: FromSandbox) => void events.emit('message', structuredClone(message)),
  })
  serveParent(port, () => events.emit('exit'))
  const tell = (data: ToSandbox) => void here.emit('message', { data: structuredClone(data) })
  t.after(() => tell({ type: 'stop' }))
  return {
    tell,
    exited,
    here,
    async ask(data: ToSandbox): Promise<FromSandbox> {
      const answer = once(events, 'message')
      tell(data)
      return (await answer)[0]
    },
  }
}

const options = { secret: testSecret, bot: 'off' } as const

test('a parent that sends start gets the address of the sandbox and its users', async (t) => {
  const { ask } = openPort(t)
  const ready = await ask({ type: 'start', options })
  assert.equal(ready.type, 'ready')
  if (ready.type !== 'ready') return
  assert.equal(ready.tokenServiceUrl, `${ready.url}/token`)
  assert.equal(ready.users[0]?.id, 'alice')
  const body = JSON.stringify({ user_id: 'alice', password: 'alice-sandbox' })
  assert.equal((await fetch(ready.tokenServiceUrl, { method: 'POST', body })).status, 200)
  assert.equal(JSON.stringify(ready).includes(testSecret), false)
})

test('the secret may be kept in a folder, and then stays on its side of the port', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-parent-'))
  t.after(() => rm(folder, { recursive: true }))
  const ready = await openPort(t).ask({ type: 'start', options: { state: folder, bot: 'off' } })
  const secret = await readFile(join(folder, 'sandbox-secret'), 'utf8')
  assert.deepEqual([ready.type, JSON.stringify(ready).includes(secret)], ['ready', false])
})

test('a start that fails says why, with the code of the system', async (t) => {
  const port = Number(new URL((await openHarness(t)).sandbox.url).port)
  const failed = await openPort(t).ask({ type: 'start', options: { ...options, port } })
  assert.deepEqual([failed.type, 'code' in failed && failed.code], ['failed', 'EADDRINUSE'])
})

test('switches are read and set, and actions done, under the id of the call', async (t) => {
  const { ask } = openPort(t)
  await ask({ type: 'start', options })
  const set = await ask({ type: 'faults', id: 1, patch: { tokenLifeSeconds: 9 } })
  assert.deepEqual(
    [set.type, 'faults' in set && [set.id, set.faults.tokenLifeSeconds]],
    ['faults', [1, 9]],
  )
  const acted = await ask({ type: 'act', id: 2, action: { action: 'reset' } })
  assert.deepEqual('faults' in acted && [acted.id, acted.faults.tokenLifeSeconds], [2, 3600])
  assert.equal('faults' in set && set.defaults.tokenLifeSeconds, 3600)
  const got = await ask({ type: 'faults', id: 3 })
  assert.deepEqual('faults' in got && [got.id, got.counters.socketsOpen], [3, 0])
})

test('a call that is wrong or too early fails under its id', async (t) => {
  const { ask } = openPort(t)
  const early = await ask({ type: 'faults', id: 1 })
  assert.deepEqual(early, { type: 'failed', id: 1, message: 'The sandbox has not been started' })
  await ask({ type: 'start', options })
  const wrong = await ask({ type: 'faults', id: 2, patch: JSON.parse('{"network":"maybe"}') })
  assert.deepEqual([wrong.type, 'id' in wrong && wrong.id], ['failed', 2])
})

test('a message sent right after start waits for it', async (t) => {
  const { ask, tell } = openPort(t)
  const ready = ask({ type: 'start', options })
  tell({ type: 'faults', id: 1, patch: { network: 'off' } })
  assert.equal((await ready).type, 'ready')
  const got = await ask({ type: 'faults', id: 2 })
  assert.equal('faults' in got && got.faults.network, 'off')
})

test('the process exits when it is told to stop, with its port free', async (t) => {
  const { ask, tell, exited } = openPort(t)
  const ready = await ask({ type: 'start', options })
  tell({ type: 'stop' })
  await exited
  await assert.rejects(fetch('url' in ready ? ready.url : ''))
})

test('the process exits when its port closes', async (t) => {
  const { here, exited } = openPort(t)
  here.emit('close')
  await exited
})
