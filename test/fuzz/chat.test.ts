import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { makeAccount } from '../../main/auth/account.ts'
import { Failure, type FailureCode } from '../../main/auth/errors.ts'
import { createChat, type Caller, type Chat } from '../../main/chat/client.ts'
import { FakeClock, tokenOf } from '../support/fakes.ts'
import { dial } from '../support/directDial.ts'
import * as values from './chatValues.ts'
import { fetchOf, spoiltAnswer, type Answer } from './http.ts'
import { mutated } from './json.ts'
import { assertCoded, fuzz, outcomeOf } from './run.ts'
import { goodClaims, tokenWith } from './tokens.ts'

const caller: Caller = {
  account: makeAccount({ workspaceId: 'team', kind: 'user', userId: 'alice' }),
  token: tokenOf('alice'),
  connectionId: 'c1',
  signal: new AbortController().signal,
}

function chatOf(answer: Answer): Chat {
  return createChat({
    apiKey: 'key',
    serverUrl: new URL('https://chat.acme.example'),
    client: 'latchkey fuzz',
    clock: new FakeClock(),
    http: { fetch: fetchOf(answer), learn: () => undefined },
    dial,
    newId: () => 'id',
    event: () => undefined,
  })
}

const sent = fc.record({ message: values.message })
/** A guest and a token of the same user. */
const guest = fc.tuple(values.user, goodClaims).chain(([user, claims]) =>
  fc.record({
    user: fc.constant(user),
    access_token: tokenWith(fc.constant({ ...claims, user_id: user.id })),
  }),
)

const calls: [name: string, valid: fc.Arbitrary<unknown>, ask: (chat: Chat) => Promise<unknown>][] =
  [
    ['listChannels', values.channels, (chat) => chat.listChannels(caller, 0)],
    ['openChannel', values.channelState, (chat) => chat.openChannel(caller, 'messaging:general')],
    [
      'olderMessages',
      values.channelState,
      (chat) => chat.olderMessages(caller, 'messaging:general', 'm1'),
    ],
    [
      'sendMessage',
      sent,
      (chat) => chat.sendMessage(caller, { cid: 'messaging:general', id: 'm1', text: 'Hello' }),
    ],
    ['createGuest', guest, (chat) => chat.createGuest('Ada', caller.signal)],
  ]

/** Any answer of a server to a call. */
const said: FailureCode[] = [
  'appSuspended',
  'authenticationFailed',
  'badAnswer',
  'badInput',
  'headersTooLarge',
  'messageTooLong',
  'notAllowed',
  'notFound',
  'payloadTooLarge',
  'rateLimited',
  'redirected',
  'requestRefused',
  'serverError',
  'slowMode',
  'tokenExpired',
  'tokenNotYetValid',
  'tokenSignatureInvalid',
  'tokenUsedBeforeIssued',
  'userMismatch',
  'userNameTaken',
  'workspaceInvalid',
]

for (const [name, valid, ask] of calls) {
  test(`${name}: what a good server answers is taken`, async (t) => {
    await fuzz(
      t,
      300,
      fc.asyncProperty(valid, async (json) => {
        await ask(chatOf({ status: 201, headers: {}, body: JSON.stringify(json) }))
      }),
    )
  })

  test(`${name}: whatever else it answers is a value or a failure that has a name`, async (t) => {
    const answer = fc.oneof(
      spoiltAnswer(valid, mutated(valid)),
      spoiltAnswer(values.errorBody, mutated(values.errorBody)),
    )
    let [taken, refused] = [0, 0]
    await fuzz(
      t,
      800,
      fc.asyncProperty(answer, async (answer) => {
        const outcome = await outcomeOf(() => ask(chatOf(answer)))
        if (outcome instanceof Failure) {
          refused += 1
          assertCoded(outcome, said)
          const isPage = answer.status === 200
          assert.ok(name !== 'sendMessage' || isPage || answer.status < 200 || answer.status > 299)
        } else taken += 1
      }),
    )
    assert.ok(taken > 10 && refused > 100, `${taken} taken, ${refused} refused`)
  })
}
