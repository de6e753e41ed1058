import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLeaving, leaveAnyway } from '../../../main/app/unsentQuestion.ts'
import { settled } from '../../support/fakes.ts'

function open() {
  const left: string[] = []
  const answers: PromiseWithResolvers<{ response: number; checkboxChecked: boolean }>[] = []
  const leaving = createLeaving({
    session: {
      signOut: async () => void left.push('signOut'),
      switchAccount: () => void left.push('switchAccount'),
      forget: async (key) => void left.push(`forget ${key}`),
    },
    unsent: () => 1,
    ask() {
      const answer = Promise.withResolvers<{ response: number; checkboxChecked: boolean }>()
      answers.push(answer)
      return answer.promise
    },
  })
  return { left, answers, leaving }
}

test('one question is on the screen, however often and wherever one leaves', async () => {
  const { left, answers, leaving } = open()
  void leaving.signOut()
  void leaving.switchAccount()
  void leaving.signOut()
  await settled()
  assert.equal(answers.length, 1)
  answers[0]?.resolve({ response: leaveAnyway, checkboxChecked: false })
  await settled()
  assert.deepEqual(left, ['signOut'])
  void leaving.switchAccount()
  assert.equal(answers.length, 2, 'the next one is asked about again')
})

test('a question that cannot be shown keeps nobody from leaving', async () => {
  const { left, answers, leaving } = open()
  void leaving.signOut()
  answers[0]?.reject(new Error('There is no display.'))
  await settled()
  assert.deepEqual(left, ['signOut'])
})
