import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MessageBoxOptions } from 'electron'
import { createExits, type ExitsOptions } from '../../../main/app/exits.ts'
import { leaveButton } from '../../../main/app/leaveQuestion.ts'
import { createWaitingMessages } from '../../../main/chat/waitingMessages.ts'
import { FakeClock, settled } from '../../support/fakes.ts'
import { en } from '../../../main/text/en.ts'

/** Alice and Bob are remembered, and Alice is signed in. `isBehind`: her renewed sign-in is not in the keychain yet. */
function open({ isBehind = false } = {}) {
  const clock = new FakeClock()
  const waitingMessages = createWaitingMessages()
  const questions: MessageBoxOptions[] = []
  const store = Promise.withResolvers<void>()
  const state = { isBehind }
  const exits = createExits({
    clock,
    waitingMessages,
    session: {
      isBehind: () => state.isBehind,
      signedIn: () => ({ account: { key: 'team/alice' } }),
    },
    accounts: {
      settled: () => store.promise,
      restorable: (key: string) => (['team/alice', 'team/bob'].includes(key) ? {} : null),
    },
    unsent: () => 0,
    texts: () => en,
    ask(question: MessageBoxOptions) {
      questions.push(question)
      return Promise.resolve({ response: leaveButton, checkboxChecked: false })
    },
  } as unknown as ExitsOptions)
  return { exits, clock, waitingMessages, questions, store, state }
}

test('quitting would lose messages that wait for another account, but not those of one that is gone', () => {
  const { exits, waitingMessages } = open()
  assert.equal(exits.wouldLose(), false)
  waitingMessages.wait('team/carol', 'm-1')
  assert.equal(exits.wouldLose(), false)
  waitingMessages.wait('team/bob', 'm-2')
  assert.equal(exits.wouldLose(), true)
})

test('a switch does not ask about messages that wait for another account', async () => {
  const { exits, waitingMessages, questions } = open()
  waitingMessages.wait('team/bob', 'm-1')
  assert.equal(await exits.leaving.confirmSwitch(), true)
  assert.deepEqual(questions, [])
})

test('a switch waits for the store, and not longer than half a second', async () => {
  const quick = open({ isBehind: true })
  const saved = quick.exits.leaving.confirmSwitch()
  quick.state.isBehind = false
  quick.store.resolve()
  assert.equal(await saved, true)
  assert.deepEqual([quick.questions.length, quick.clock.pending()], [0, []])

  const slow = open({ isBehind: true })
  const asked = slow.exits.leaving.confirmSwitch()
  await settled()
  assert.equal(slow.questions.length, 0)
  await slow.clock.turn(500)
  assert.equal(await asked, true)
  assert.equal(slow.questions.length, 1)
})
