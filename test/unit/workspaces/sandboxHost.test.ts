import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test } from 'node:test'
import { createSandboxHost } from '../../../main/workspaces/sandboxHost.ts'
import { FakeLog, settled } from '../../support/fakes.ts'
import { outcome } from '../auth/harness.ts'

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

test('it starts once for all callers, who get the same address', async () => {
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

test('one whose process ends is started again when it is needed', async () => {
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

async function openStarted() {
  const opened = openHost()
  const started = opened.host.start()
  opened.children[0]?.emit('message', ready)
  await started
  return { ...opened, child: opened.children[0] ?? assert.fail() }
}

test('each question has a number, by which its answer finds the caller', async () => {
  const { host, child } = await openStarted()
  const read = host.faults()
  const changed = host.faults({ network: 'off' })
  const acted = host.act({ action: 'expire', user_id: 'alice' })
  await settled()
  assert.deepEqual(child.sent.slice(1), [
    { type: 'faults', patch: undefined, id: 1 },
    { type: 'faults', patch: { network: 'off' }, id: 2 },
    { type: 'act', action: { action: 'expire', user_id: 'alice' }, id: 3 },
  ])
  const answer = (id: number, network: string) =>
    child.emit('message', {
      type: 'faults',
      id,
      faults: { network },
      defaults: { network: 'on' },
      counters: {},
    })
  answer(2, 'off')
  answer(3, 'off')
  answer(1, 'on')
  const settings = (network: string) => ({ current: { network }, defaults: { network: 'on' } })
  assert.deepEqual(await read, settings('on'))
  assert.deepEqual(await changed, settings('off'))
  assert.deepEqual(await acted, settings('off'))
})

test('a no to one question is the answer to that question alone', async () => {
  const { host, child } = await openStarted()
  const wrong = host.faults({ retryAfterSeconds: -1 })
  const unknown = host.act({ action: 'revoke', user_id: 'nobody' })
  const right = host.faults()
  await settled()
  child.emit('message', { type: 'failed', id: 1, message: 'It must be 0 or more.' })
  child.emit('message', { type: 'failed', id: 2, message: 'There is no such user.' })
  child.emit('message', { type: 'faults', id: 3, faults: {} })
  await assert.rejects(wrong, { code: 'badInput', message: 'It must be 0 or more.' })
  assert.equal(await outcome(unknown), 'notFound')
  await right
  assert.equal((await host.start()).url, ready.url)
})

test('a sandbox that is not started is started to be asked', async () => {
  const { host, children } = openHost()
  const read = host.faults()
  children[0]?.emit('message', ready)
  await settled()
  const settings = { current: { network: 'off' }, defaults: { network: 'on' } }
  const { current: faults, defaults } = settings
  children[0]?.emit('message', { type: 'faults', id: 1, faults, defaults })
  assert.deepEqual(await read, settings)
})

test('a pending call fails when the process ends', async () => {
  const { host, child } = await openStarted()
  const read = host.faults()
  await settled()
  child.emit('exit', 139)
  assert.equal(await outcome(read), 'sandboxFailed')
})

test('one that was stopped answers nothing more, and says so', async () => {
  const { host } = await openStarted()
  host.stop()
  assert.equal(await outcome(host.faults()), 'sandboxFailed')
})
