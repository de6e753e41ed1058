import assert from 'node:assert/strict'
import { test } from 'node:test'
import { en } from '../../../main/text/en.ts'
import {
  createAccountExit,
  leaveButton,
  leaveQuestion,
  nothingLost,
  stayButton,
  type Losses,
} from '../../../main/app/leaveQuestion.ts'
import { settled } from '../../support/fakes.ts'

const signInUnsaved: Losses = { unsent: 0, isSignInUnsaved: true }

function open(
  losses: Losses = { unsent: 1, isSignInUnsaved: false },
  isRemembered = true,
  saved = () => Promise.resolve(),
) {
  const left: string[] = []
  const stays: Losses[] = []
  const answers: PromiseWithResolvers<{ response: number; checkboxChecked: boolean }>[] = []
  const leaving = createAccountExit({
    session: {
      signOut: async () => void left.push('signOut'),
      switchAccount: () => void left.push('switchAccount'),
      forget: async (key) => void left.push(`forget ${key}`),
    },
    losses: () => losses,
    isRemembered: () => isRemembered,
    saved,
    texts: () => en,
    ask() {
      const answer = Promise.withResolvers<{ response: number; checkboxChecked: boolean }>()
      answers.push(answer)
      return answer.promise
    },
    stayed: (lost) => void stays.push(lost),
  })
  return { left, stays, answers, leaving }
}

test('there is one question at a time, however often and from wherever one leaves', async () => {
  const { left, answers, leaving } = open(undefined, false)
  void leaving.signOut()
  void leaving.switchAccount()
  void leaving.signOut()
  await settled()
  assert.equal(answers.length, 1)
  answers[0]?.resolve({ response: leaveButton, checkboxChecked: false })
  await settled()
  assert.deepEqual(left, ['signOut'])
  void leaving.switchAccount()
  assert.equal(answers.length, 2, 'the next one asks again')
})

test('leaving goes on when the question cannot be shown', async () => {
  const { left, answers, leaving } = open()
  void leaving.signOut()
  answers[0]?.reject(new Error('There is no display.'))
  await settled()
  assert.deepEqual(left, ['signOut'])
})

test('a switch asks while the renewed sign-in is not saved; a person who stays gets another try to save it', async () => {
  const { left, stays, answers, leaving } = open(signInUnsaved)
  void leaving.switchAccount()
  await settled()
  answers[0]?.resolve({ response: stayButton, checkboxChecked: false })
  await settled()
  assert.deepEqual([left, stays], [[], [signInUnsaved]])
  void leaving.switchAccount()
  await settled()
  answers[1]?.resolve({ response: leaveButton, checkboxChecked: false })
  await settled()
  assert.deepEqual([left, stays.length], [['switchAccount'], 1])
})

test('a link to another workspace asks about the sign-in alone, since its dialog has told of the messages', async () => {
  const unsent = open({ unsent: 2, isSignInUnsaved: false })
  assert.equal(await unsent.leaving.confirmLink(), true)
  const both = open({ unsent: 2, isSignInUnsaved: true })
  const asked = both.leaving.confirmLink()
  both.answers[0]?.resolve({ response: stayButton, checkboxChecked: false })
  assert.equal(await asked, false)
  assert.deepEqual(both.stays, [{ unsent: 0, isSignInUnsaved: true }])
})

test('signing out deletes the sign-in, so it does not ask about it', async () => {
  const { left, answers, leaving } = open(signInUnsaved)
  await leaving.signOut()
  assert.deepEqual([left, answers.length], [['signOut'], 0])
})

test('a switch keeps the messages of a remembered account, and asks about those of another', async () => {
  const kept = open({ unsent: 2, isSignInUnsaved: false })
  assert.equal(await kept.leaving.confirmSwitch(), true)
  assert.equal(kept.answers.length, 0)
  const lost = open({ unsent: 2, isSignInUnsaved: false }, false)
  const asked = lost.leaving.confirmSwitch()
  lost.answers[0]?.resolve({ response: stayButton, checkboxChecked: false })
  assert.equal(await asked, false)
  assert.deepEqual(lost.left, [])
})

test('a switch waits while the sign-in is being saved, and asks only if it is not saved then', async () => {
  for (const isSaved of [true, false]) {
    let isSignInUnsaved = true
    const losses = {
      unsent: 0,
      get isSignInUnsaved() {
        return isSignInUnsaved
      },
    }
    const save = Promise.withResolvers<void>()
    const { answers, leaving } = open(losses, true, () => save.promise)
    const asked = leaving.confirmSwitch()
    await settled()
    assert.equal(answers.length, 0)
    isSignInUnsaved = !isSaved
    save.resolve()
    await settled()
    assert.equal(answers.length, isSaved ? 0 : 1)
    answers[0]?.resolve({ response: leaveButton, checkboxChecked: false })
    assert.equal(await asked, true)
  }
})

test('forgetting asks by name, and goes on only after Forget', async () => {
  for (const [response, left] of [
    [stayButton, []],
    [leaveButton, ['forget team/bob']],
  ] as const) {
    const { left: done, answers, leaving } = open()
    const forgotten = leaving.forget({ key: 'team/bob', name: 'Bob' }, 0)
    answers[0]?.resolve({ response, checkboxChecked: false })
    await forgotten
    assert.deepEqual(done, left)
  }
})

test('the question names each loss, its consequence and its remedy', () => {
  assert.equal(leaveQuestion(en, 'quit', nothingLost), null)
  const quit = leaveQuestion(en, 'quit', signInUnsaved)
  assert.equal(quit?.message, 'Your renewed sign-in is not saved.')
  assert.equal(
    quit?.detail,
    'If you quit now, you may have to sign in again at the next start. If you stay and unlock your keychain, Latchkey saves the sign-in.',
  )
  assert.match(
    leaveQuestion(en, 'switchAccount', signInUnsaved)?.detail ?? '',
    /switch the account now, you may have to sign in again when you come back to this account\./,
  )
  const both = leaveQuestion(en, 'quit', { unsent: 2, isSignInUnsaved: true })
  assert.equal(
    both?.message,
    '2 messages have not been sent yet. Your renewed sign-in is not saved.',
  )
  assert.match(both?.detail ?? '', /they are lost\. .*\n\nIf you quit now, you may have to/s)
  assert.deepEqual(both?.buttons, ['Stay', 'Quit anyway'])
  assert.deepEqual([both?.cancelId, both?.defaultId], [stayButton, stayButton])
})
