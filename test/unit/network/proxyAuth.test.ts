import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createProxyLogin, type Credentials } from '../../../main/network/proxyAuth.ts'
import { settled } from '../../support/fakes.ts'

const proxy = { host: 'proxy.example:8080', realm: 'Acme' }
const other = { host: 'other.example:8080', realm: '' }
const right: Credentials = { username: 'ada', password: 'a fake one' }
const wrong: Credentials = { username: 'ada', password: 'a wrong one' }

function open() {
  const seen: (string | null)[] = []
  const login = createProxyLogin({
    changed() {
      const question = login.question()
      seen.push(question && `${question.host}${question.isRetry ? ' again' : ''}`)
    },
  })
  const ask = (
    asked = proxy,
    refused: Credentials | null = null,
    signal: AbortSignal | null = null,
  ) => login.ask(asked, refused, signal)
  return { login, ask, seen }
}

test('a person is asked once, however many requests wait, and never again for the same proxy', async () => {
  const { login, ask, seen } = open()
  const waiting = [ask(), ask(), ask()]
  assert.deepEqual(login.question(), { ...proxy, isRetry: false })
  login.answer(proxy.host, right)
  assert.deepEqual(await Promise.all(waiting), [right, right, right])
  assert.equal(await ask(), right)
  assert.equal(login.known(proxy.host), right)
  assert.deepEqual(seen, [proxy.host, null])
})

test('an answer that is refused is asked for again, and says so; who comes late gets the new one', async () => {
  const { login, ask, seen } = open()
  const first = ask()
  login.answer(proxy.host, wrong)
  const given = await first
  const again = [ask(proxy, given), ask(proxy, given)]
  assert.equal(login.known(proxy.host), null)
  login.answer(proxy.host, right)
  assert.deepEqual(await Promise.all(again), [right, right])
  assert.equal(await ask(proxy, given), right)
  assert.deepEqual(seen, [proxy.host, null, `${proxy.host} again`, null])
})

test('a cancelled question refuses all who wait and all who come, until the person tries again', async () => {
  const { login, ask, seen } = open()
  const waiting = [ask(), ask()]
  login.cancel()
  for (const each of [...waiting, ask(), ask()])
    await assert.rejects(each, { code: 'proxyRefused' })
  assert.deepEqual(seen, [proxy.host, null])
  login.allowPrompt()
  const asked = ask()
  login.answer(proxy.host, right)
  assert.equal(await asked, right)
})

test('two proxies are asked for one after the other', async () => {
  const { login, ask, seen } = open()
  const one = ask(proxy)
  const two = ask(other)
  login.answer(proxy.host, wrong)
  assert.equal(await one, wrong)
  login.answer(other.host, right)
  assert.equal(await two, right)
  assert.deepEqual(seen, [proxy.host, proxy.host, other.host, null])
})

test('an answer is for the proxy that the person was shown, whoever asks by the time it comes', async () => {
  const { login, ask } = open()
  const controller = new AbortController()
  const gone = assert.rejects(ask(proxy, null, controller.signal), { code: 'aborted' })
  controller.abort()
  await gone
  const two = ask(other)
  login.answer(proxy.host, right)
  assert.equal(login.known(other.host), null)
  assert.equal(login.question()?.host, other.host)
  assert.equal(await ask(proxy), right, 'the one it is for need not ask again')
  login.answer(other.host, wrong)
  assert.equal(await two, wrong)
})

test('the question goes when nobody waits for its answer any more', async () => {
  const { login, ask, seen } = open()
  const controllers = [new AbortController(), new AbortController()]
  const waiting = controllers.map(({ signal }) => ask(proxy, null, signal))
  const outcomes = waiting.map((each) => assert.rejects(each, { code: 'aborted' }))
  controllers[0]?.abort()
  await settled()
  assert.notEqual(login.question(), null)
  controllers[1]?.abort()
  await Promise.all(outcomes)
  assert.equal(login.question(), null)
  await assert.rejects(ask(proxy, null, controllers[0]?.signal), { code: 'aborted' })
  assert.deepEqual(seen, [proxy.host, null])
})

test('an answer or a cancel without a question does nothing', () => {
  const { login, seen } = open()
  login.answer(proxy.host, right)
  login.cancel()
  assert.equal(login.known(proxy.host), null)
  assert.deepEqual(seen, [])
})

test('what is offered from the start is answered without a question, and asked for once it is refused', async () => {
  const asked: boolean[] = []
  const login = createProxyLogin({
    changed: () => void asked.push(login.question() !== null),
  })
  login.offer(proxy.host, wrong)
  assert.equal(await login.ask(proxy, null, null), wrong)
  assert.deepEqual(asked, [])
  const again = login.ask(proxy, wrong, null)
  assert.deepEqual(login.question(), { ...proxy, isRetry: true })
  login.answer(proxy.host, right)
  assert.equal(await again, right)
})
