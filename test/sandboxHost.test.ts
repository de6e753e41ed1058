import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test } from 'node:test'
import { createSandboxHost } from '../main/sandboxHost.ts'
import { FakeLog, settled } from './fakes.ts'
import { outcome } from './auth/world.ts'

const ready = {
  type: 'ready',
  url: 'http://127.0.0.1:4000',
  apiKey: 'key',
  tokenServiceUrl: 'http://127.0.0.1:4000/token',
  users: [{ id: 'alice', name: 'Alice', password: 'alice-sandbox' }],
}

class FakeProcess extends EventEmitter {
  readonly sent: unknown[] = []
  isKilled = false
  postMessage(message: unknown): void {
    this.sent.push(message)
  }
  kill(): boolean {
    this.isKilled = true
    return true
  }
}

function openHost() {
  const children: FakeProcess[] = []
  const log = new FakeLog()
  let changes = 0
  const host = createSandboxHost({
    log,
    folder: '/data/sandbox',
    fork() {
      const child = new FakeProcess()
      children.push(child)
      return child
    },
    changed: () => void (changes += 1),
  })
  return { host, children, log, changes: () => changes }
}

test('it starts once, whoever asks, and tells everybody the same', async () => {
  const { host, children, changes } = openHost()
  assert.equal(host.started(), null)
  const both = [host.start(), host.start()]
  children[0]?.emit('message', { type: 'something else' })
  children[0]?.emit('message', ready)
  for (const started of await Promise.all(both)) assert.equal(started.url, ready.url)
  await host.start()
  assert.equal(children.length, 1)
  assert.deepEqual(children[0]?.sent, [
    { type: 'start', options: { state: '/data/sandbox', port: 0 } },
  ])
  assert.equal(host.started()?.apiKey, 'key')
  assert.equal(changes(), 1)
})

test('one that cannot start says why, and can be started again', async () => {
  const { host, children } = openHost()
  const failed = host.start()
  children[0]?.emit('message', { type: 'failed', message: 'The port is taken.' })
  await assert.rejects(failed, { code: 'sandboxFailed', message: 'The port is taken.' })
  const again = host.start()
  children[1]?.emit('message', ready)
  assert.equal((await again).url, ready.url)
})

test('one whose process ends before it is ready has failed', async () => {
  const { host, children } = openHost()
  const failed = outcome(host.start())
  children[0]?.emit('exit', 1)
  assert.equal(await failed, 'sandboxFailed')
})

test('one whose process ends later is started anew when it is needed', async () => {
  const { host, children } = openHost()
  void host.start()
  children[0]?.emit('message', ready)
  await settled()
  children[0]?.emit('exit', 139)
  assert.equal(host.started(), null)
  void host.start()
  assert.equal(children.length, 2)
})

test('a process that failed and only then ends does not end the next one', async () => {
  const { host, children } = openHost()
  const failed = outcome(host.start())
  children[0]?.emit('message', { type: 'failed', message: 'The port is taken.' })
  assert.equal(await failed, 'sandboxFailed')
  const again = host.start()
  children[1]?.emit('message', ready)
  await again
  children[0]?.emit('exit', 1)
  assert.equal(host.started()?.url, ready.url)
  await host.start()
  assert.equal(children.length, 2)
})

test('stopping kills the process, if there is one', async () => {
  const { host, children } = openHost()
  host.stop()
  void host.start()
  host.stop()
  assert.equal(children[0]?.isKilled, true)
})

test('one that crashes comes back where it was, so that a session finds it again', async () => {
  const { host, children, log } = openHost()
  const first = host.start()
  children[0]?.emit('message', ready)
  await first
  children[0]?.emit('exit', 139)
  assert.equal(host.started(), null)
  assert.deepEqual(log.lines, ['warn sandbox.exit {"code":139}'])
  assert.deepEqual(children[1]?.sent, [
    { type: 'start', options: { state: '/data/sandbox', port: 4000 } },
  ])
  children[1]?.emit('message', ready)
  assert.equal((await host.start()).url, ready.url)
  assert.equal(children.length, 2)
})

test('one that is stopped stays stopped, and that is nothing to warn of', async () => {
  const { host, children, log } = openHost()
  const first = host.start()
  children[0]?.emit('message', ready)
  await first
  host.stop()
  children[0]?.emit('exit', 0)
  assert.equal(children.length, 1)
  assert.deepEqual(log.lines, [])
})
