import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Calls } from '../../../preload/contract.ts'
import type { Handlers } from '../../../main/ipc/ipc.ts'
import { allowPromptOnRetry, createProxyHandlers } from '../../../main/ipc/proxyHandlers.ts'
import { createProxyLogin } from '../../../main/network/proxyAuth.ts'

const proxy = { host: 'proxy.example:8080', realm: '' }

function open() {
  const login = createProxyLogin({ changed: () => undefined })
  const handled: unknown[] = []
  const all = new Proxy({} as Handlers, {
    get: (_, name) => (request: unknown) => void handled.push([name, request]),
    ownKeys: () => ['readView', 'signOut', 'sendMessage'],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  })
  return { login, handled, handlers: allowPromptOnRetry(all, login) }
}

test('the person answers or cancels the question', async () => {
  const { login } = open()
  const handlers = createProxyHandlers(login)
  const answered = login.ask(proxy, null, null)
  await handlers.answerProxy({ host: proxy.host, username: 'ada', password: 'a fake one' })
  assert.deepEqual(await answered, { username: 'ada', password: 'a fake one' })
  const cancelled = login.ask({ ...proxy, host: 'other.example:1' }, null, null)
  await handlers.cancelProxy(undefined)
  await assert.rejects(cancelled, { code: 'proxyRefused' })
})

/** [a call, whether it means that the person wants to be connected] */
const calls: [name: keyof Calls, isTry: boolean][] = [
  ['signInWithService', true],
  ['switchTo', true],
  ['retryConnection', true],
  ['readView', false],
  ['sendMessage', false],
  ['signOut', false],
]

for (const [name, isTry] of calls) {
  test(`after a cancel, ${name} ${isTry ? 'has' : 'does not have'} the proxy ask again`, async () => {
    const { login, handled, handlers } = open()
    const first = login.ask(proxy, null, null)
    login.cancel()
    await assert.rejects(first)
    const handle = handlers[name] as (request: unknown) => unknown
    handle('as it came')
    assert.deepEqual(handled, [[name, 'as it came']])
    const second = login.ask(proxy, null, null)
    assert.equal(login.question() !== null, isTry)
    login.cancel()
    await assert.rejects(second, { code: 'proxyRefused' })
  })
}
