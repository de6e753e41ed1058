import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MessageBoxOptions } from 'electron'
import {
  agreeButton,
  cancelButton,
  serverQuestion,
  withConsent,
} from '../../../main/ipc/consent.ts'
import type { Handlers } from '../../../main/ipc/ipc.ts'
import { outcome } from '../auth/harness.ts'
import { en } from '../../../main/text/en.ts'

const request = { name: 'A', apiKey: 'k', tokenServiceUrl: '', signIn: 'none' } as const
const check = { userId: 'luke', password: 'p', signIn: 'password' } as const

const names = [
  'addWorkspace',
  'checkWorkspace',
  'updateWorkspace',
  'checkTokenService',
  'changePreferences',
  'openWebLink',
  'signOut',
]

/** Calls as the window makes them, before a person who answers each question in the same way. */
function openCalls(answer: number | Promise<never>, { isDeveloperModeOn = true } = {}) {
  const asked: MessageBoxOptions[] = []
  const done: string[] = []
  const handle = (name: string) => () => void done.push(name)
  const handlers = Object.fromEntries(
    names.map((name) => [name, handle(name)]),
  ) as unknown as Handlers
  const ask = async (question: MessageBoxOptions) => {
    asked.push(question)
    return { response: await answer, checkboxChecked: false }
  }
  const addresses = () => ['https://chat.team.example/base', 'http://127.0.0.1:9000/token']
  const developerMode = { isOn: () => isDeveloperModeOn }
  return {
    calls: withConsent(handlers, { ask, texts: () => en }, { addresses }, developerMode),
    asked,
    done,
  }
}

test('a new server is named in a question, and used only when the person agrees', async () => {
  for (const [answer, wanted] of [
    [agreeButton, ['addWorkspace']],
    [cancelButton, []],
    [-1, []],
  ] as const) {
    const { calls, asked, done } = openCalls(answer)
    const adding = calls.addWorkspace({ ...request, serverUrl: ' https://evil.example:8443/x ' })
    await outcome(Promise.resolve(adding))
    assert.deepEqual(done, wanted)
    assert.match(asked[0]?.message ?? '', /“evil\.example:8443”/)
    assert.deepEqual([asked[0]?.defaultId, asked[0]?.cancelId], [cancelButton, cancelButton])
  }
})

test('a test and a change of a workspace ask about a new server, and the agreement counts for all of them', async () => {
  for (const tokenServiceUrl of ['', 'https://evil.example/token']) {
    const serverUrl = tokenServiceUrl === '' ? 'https://evil.example' : 'https://chat.team.example'
    const workspace = { ...request, serverUrl, tokenServiceUrl }
    const refused = openCalls(cancelButton)
    const { calls } = refused
    for (const call of [
      async () => calls.checkWorkspace(workspace),
      async () => calls.updateWorkspace({ id: 'a', workspace }),
    ]) {
      await assert.rejects(call, { code: 'aborted' })
    }
    assert.deepEqual([refused.asked.length, refused.done], [2, []])

    const agreed = openCalls(agreeButton)
    await agreed.calls.checkWorkspace(workspace)
    await agreed.calls.addWorkspace(workspace)
    await agreed.calls.updateWorkspace({ id: 'a', workspace })
    assert.equal(agreed.asked.length, 1)
    assert.deepEqual(agreed.done, ['checkWorkspace', 'addWorkspace', 'updateWorkspace'])
  }
})

test('a web address is shown as the browser gets it, and opens only when the person agrees', async () => {
  const url = 'https://xn--exmple-cua.org/a?b=1'
  for (const [answer, wanted] of [
    [agreeButton, ['openWebLink']],
    [cancelButton, []],
  ] as const) {
    const { calls, asked, done } = openCalls(answer)
    await outcome(Promise.resolve(calls.openWebLink({ url })))
    assert.deepEqual(done, wanted)
    assert.match(asked[0]?.message ?? '', /“xn--exmple-cua\.org”/)
    assert.equal(asked[0]?.detail, url)
  }
})

test('a refusal is told as one', async () => {
  const { calls } = openCalls(cancelButton)
  const adding = async () => calls.addWorkspace({ ...request, serverUrl: 'https://evil.example' })
  await assert.rejects(adding, { code: 'aborted' })
})

test('a question that cannot be shown has not been agreed to', async () => {
  const { calls, done } = openCalls(Promise.reject(new Error('no window')))
  const adding = async () => calls.addWorkspace({ ...request, serverUrl: 'https://evil.example' })
  await assert.rejects(adding, { code: 'aborted' })
  assert.deepEqual(done, [])
})

for (const serverUrl of [
  'https://chat.team.example',
  'https://CHAT.team.example:443/other',
  'http://127.0.0.1:9000',
]) {
  test(`the server of ${serverUrl} is known, and nothing is asked`, async () => {
    const { calls, asked, done } = openCalls(cancelButton)
    await calls.addWorkspace({ ...request, serverUrl })
    await calls.checkTokenService({ ...check, url: serverUrl })
    assert.deepEqual([asked, done], [[], ['addWorkspace', 'checkTokenService']])
  })
}

for (const url of [
  'http://chat.team.example',
  'https://chat.team.example:8443',
  'https://chat.team.example.',
  'https://chat.team.example.evil.example',
  'https://chat.team.example@evil.example',
  'http://127.0.0.1:9001/token',
  'http://localhost:9000/token',
]) {
  test(`${url} is another server than the known one`, async () => {
    const { calls, asked, done } = openCalls(cancelButton)
    await outcome(Promise.resolve(calls.addWorkspace({ ...request, serverUrl: url })))
    await outcome(Promise.resolve(calls.checkTokenService({ ...check, url })))
    assert.deepEqual([asked.length, done], [2, []])
  })
}

test('a token service at another host than the server is asked about too, in one question', async () => {
  const { calls, asked } = openCalls(agreeButton)
  const urls = { serverUrl: 'https://a.example', tokenServiceUrl: 'https://b.example/token' }
  await calls.addWorkspace({ ...request, ...urls })
  assert.deepEqual(
    asked.map(({ message }) => message),
    ['Connect to “a.example” and “b.example”?'],
  )
  await calls.checkTokenService({ ...check, url: 'https://b.example/other' })
  assert.equal(asked.length, 1, 'once agreed to, a server is known')
})

test('an address that cannot be read is left to the handler, which names its field', async () => {
  const { calls, asked, done } = openCalls(cancelButton)
  await calls.addWorkspace({ ...request, serverUrl: 'no address' })
  assert.deepEqual([asked, done], [[], ['addWorkspace']])
})

test('there is one question at a time', async () => {
  const { calls, asked, done } = openCalls(new Promise(() => undefined))
  void calls.addWorkspace({ ...request, serverUrl: 'https://evil.example' })
  const second = async () => calls.addWorkspace({ ...request, serverUrl: 'https://other.example' })
  await assert.rejects(second, { code: 'aborted' })
  assert.deepEqual([asked.length, done], [1, []])
})

test('developer mode is turned on after a question only, and off without one', async () => {
  const refused = openCalls(cancelButton, { isDeveloperModeOn: false })
  const turnOn = async () => refused.calls.changePreferences({ developerMode: true, tray: true })
  await assert.rejects(turnOn, { code: 'aborted' })
  assert.deepEqual(refused.done, [], 'the rest of the change waits for the same answer')
  await refused.calls.changePreferences({ developerMode: false })
  await refused.calls.changePreferences({ tray: true })
  assert.deepEqual([refused.asked.length, refused.done.length], [1, 2])

  const agreed = openCalls(agreeButton, { isDeveloperModeOn: false })
  await agreed.calls.changePreferences({ developerMode: true })
  assert.match(agreed.asked[0]?.detail ?? '', /API secret.*tokens.*test requests/)
  assert.deepEqual(agreed.done, ['changePreferences'])
})

test('without developer mode a check of a token service asks nothing: it is refused anyway', async () => {
  const { calls, asked } = openCalls(agreeButton, { isDeveloperModeOn: false })
  await calls.checkTokenService({ ...check, url: 'https://evil.example' })
  assert.deepEqual(asked, [])
})

test('of a long host the question shows the end, which says who owns it', () => {
  const { message } = serverQuestion(en, [`https://${'chat.team.example.'.repeat(10)}evil.example`])
  assert.match(message, /^Connect to “….*\.evil\.example”\?$/)
  assert.ok(message.length < 80)
})
