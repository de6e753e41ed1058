import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeAccount } from '../../../main/auth/account.ts'
import { Failure, type FailureCode } from '../../../main/auth/errors.ts'
import type { Caller, Chat } from '../../../main/chat/client.ts'
import { createResend } from '../../../main/chat/resend.ts'
import type { ChannelState, SentMessage } from '../../../main/chat/schemas.ts'

const message = { cid: 'messaging:a', id: 'm-1', text: 'Hello' }
const exists = 'SendMessage failed with error: "a message with ID m-1 already exists"'
const account = makeAccount({ workspaceId: 'team', kind: 'user', userId: 'alice', name: 'Alice' })
const caller = { account, token: null, connectionId: 'c1', signal: new AbortController().signal }

/** A chat whose answers to tries are these, one after the other, and which has these messages. */
function chatWith(answers: (Failure | SentMessage)[], stored: SentMessage[] | Failure = []) {
  const read: Caller[] = []
  const chat = {
    async sendMessage() {
      const answer = answers.shift()
      if (answer instanceof Failure) throw answer
      return answer
    },
    async openChannel(by: Caller) {
      read.push(by)
      if (stored instanceof Failure) throw stored
      return { messages: stored } as unknown as ChannelState
    },
  } as unknown as Chat
  return { chat, read }
}

const failure = (code: FailureCode, text = 'Why.') => new Failure(code, text)
const onServer: SentMessage = {
  id: 'm-1',
  text: 'Hello',
  user: { id: 'alice', name: 'Alice Moreau', image: null },
  created_at: '2031-05-06T07:08:09Z',
  kind: 'shown',
  isSilent: false,
}

for (const first of ['network', 'timeout', 'serverError', 'badAnswer', 'aborted'] as const) {
  test(`after a try that ended with ${first}, an id that exists is a message that arrived`, async () => {
    const resend = createResend()
    const { chat, read } = chatWith([failure(first), failure('badInput', exists)], [onServer])
    await assert.rejects(resend.send(chat, caller, message), { code: first })
    assert.deepEqual(await resend.send(chat, caller, message), onServer)
    assert.equal(read[0]?.connectionId, null, 'reading it watches nothing')
  })
}

for (const first of [null, 'tokenExpired', 'notAllowed', 'rateLimited', 'badInput'] as const) {
  test(`after ${first ?? 'nothing'}, which says that nothing was taken, an id that exists is a failure`, async () => {
    const resend = createResend()
    const tries = first ? [failure(first)] : []
    const { chat } = chatWith([...tries, failure('badInput', exists)], [onServer])
    if (first) await assert.rejects(resend.send(chat, caller, message), { code: first })
    await assert.rejects(resend.send(chat, caller, message), { code: 'badInput' })
  })
}

for (const text of ['The message m-1 is empty', 'a channel already exists', 'Why.']) {
  test(`code 4 that says “${text}” stays a failure after a lost try`, async () => {
    const resend = createResend()
    const { chat } = chatWith([failure('network'), failure('badInput', text)], [onServer])
    await assert.rejects(resend.send(chat, caller, message), { code: 'network' })
    await assert.rejects(resend.send(chat, caller, message), { code: 'badInput' })
  })
}

for (const text of ['m-1 already exists', 'This message exists already']) {
  test(`code 4 that says “${text}” after a lost try means that it arrived`, async () => {
    const resend = createResend()
    const { chat } = chatWith([failure('network'), failure('badInput', text)], [onServer])
    await assert.rejects(resend.send(chat, caller, message))
    assert.deepEqual(await resend.send(chat, caller, message), onServer)
  })
}

test('another code with the same words stays a failure after a lost try', async () => {
  const resend = createResend()
  const { chat } = chatWith([failure('network'), failure('notAllowed', exists)], [onServer])
  await assert.rejects(resend.send(chat, caller, message))
  await assert.rejects(resend.send(chat, caller, message), { code: 'notAllowed' })
})

test('an id that was confirmed is new to the next try', async () => {
  const resend = createResend()
  const answers = [failure('network'), onServer, failure('badInput', exists)]
  const { chat } = chatWith(answers, [onServer])
  await assert.rejects(resend.send(chat, caller, message))
  await resend.send(chat, caller, message)
  await assert.rejects(resend.send(chat, caller, message), { code: 'badInput' })
})

test('a message that arrived but is no longer among the latest is as it was sent', async () => {
  const resend = createResend()
  const later = { ...onServer, id: 'm-9', created_at: '2031-05-06T08:00:00Z' }
  const { chat } = chatWith([failure('network'), failure('badInput', exists)], [later])
  await assert.rejects(resend.send(chat, caller, message))
  assert.deepEqual(await resend.send(chat, caller, message), {
    id: 'm-1',
    text: 'Hello',
    user: { id: 'alice', name: 'Alice', image: null },
    created_at: later.created_at,
    kind: 'shown',
    isSilent: false,
  })
})

test('a message that arrived and cannot be read back just now is read back at the next try', async () => {
  const resend = createResend()
  const tries = [failure('network'), failure('badInput', exists)]
  const { chat } = chatWith(tries, failure('serverError'))
  await assert.rejects(resend.send(chat, caller, message))
  await assert.rejects(resend.send(chat, caller, message), { code: 'serverError' })
  const again = chatWith([failure('badInput', exists)], [onServer])
  assert.deepEqual(await resend.send(again.chat, caller, message), onServer)
})

test('where reading is not allowed, a message that arrived is as it was sent', async () => {
  const resend = createResend()
  const tries = [failure('network'), failure('badInput', exists)]
  const { chat } = chatWith(tries, failure('notAllowed'))
  await assert.rejects(resend.send(chat, caller, message))
  assert.equal((await resend.send(chat, caller, message)).text, 'Hello')
})
