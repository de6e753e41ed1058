import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MessageBoxOptions } from 'electron'
import { createQuit } from '../../../main/app/quit.ts'
import { FakeLog, settled } from '../../support/fakes.ts'

/** An app that can be quit, with messages that wait, and a person who answers when told to. */
function openApp(unsent: number) {
  const state = { unsent, isGone: false, leaves: 0 }
  const questions: MessageBoxOptions[] = []
  let answer = Promise.withResolvers<{ response: number; checkboxChecked: boolean }>()
  let left = Promise.withResolvers<void>()
  const log = new FakeLog()
  const quit = createQuit({
    log,
    unsent: () => state.unsent,
    ask(question) {
      questions.push(question)
      answer = Promise.withResolvers()
      return answer.promise
    },
    leave() {
      state.leaves += 1
      left = Promise.withResolvers()
      return left.promise
    },
    quit: appQuit,
  })
  /** `app.quit()`: `before-quit`, and gone unless that was prevented. */
  function appQuit(): void {
    if (quit.mayGo()) state.isGone = true
  }
  return {
    state,
    questions,
    log,
    quit,
    appQuit,
    async choose(label: string) {
      const response = questions.at(-1)?.buttons?.indexOf(label) ?? -1
      answer.resolve({ response, checkboxChecked: false })
      await settled()
    },
    async fail(what: 'ask' | 'leave') {
      if (what === 'ask') answer.reject(new Error('There is no display.'))
      else left.reject(new Error('A bug.'))
      await settled()
    },
    async leave() {
      left.resolve()
      await settled()
    },
  }
}

test('with no message waiting nothing is asked, and the app goes when it has come to its end', async () => {
  const { state, questions, quit, appQuit, leave } = openApp(0)
  assert.equal(quit.isGoing(), false)
  appQuit()
  appQuit()
  await settled()
  assert.deepEqual([state.isGone, quit.isGoing()], [false, true])
  await leave()
  assert.deepEqual([state.isGone, quit.isGoing()], [true, true])
  assert.deepEqual([questions, state.leaves], [[], 1])
})

test('an app that only asks is not on its way out', async () => {
  const { quit, appQuit, choose } = openApp(1)
  appQuit()
  assert.equal(quit.isGoing(), false)
  await choose('Stay')
  assert.equal(quit.isGoing(), false)
})

test('messages that wait are asked about, by their number, and Escape stays', async () => {
  for (const [count, words] of [
    [1, /^A message has/],
    [12, /^12 messages have/],
  ] as const) {
    const { questions, appQuit } = openApp(count)
    appQuit()
    const [question] = questions
    assert.match(question?.message ?? '', words)
    assert.deepEqual(question?.buttons, ['Stay', 'Quit anyway'])
    assert.deepEqual([question?.cancelId, question?.defaultId], [0, 0])
  }
})

test('one who stays goes on, and is asked again the next time', async () => {
  const { state, questions, appQuit, choose } = openApp(2)
  appQuit()
  appQuit()
  assert.equal(questions.length, 1)
  await choose('Stay')
  assert.deepEqual([state.isGone, state.leaves], [false, 0])
  appQuit()
  assert.equal(questions.length, 2)
})

test('one who quits anyway goes', async () => {
  const { state, questions, appQuit, choose, leave } = openApp(2)
  appQuit()
  await choose('Quit anyway')
  await leave()
  assert.equal(state.isGone, true)
  assert.equal(questions.length, 1)
})

test('the system is not asked back, and takes a question off the screen', async () => {
  for (const isAsking of [false, true]) {
    const { state, questions, quit, appQuit, choose, leave } = openApp(2)
    if (isAsking) appQuit()
    quit.insist()
    quit.insist()
    assert.equal(questions.length, isAsking ? 1 : 0)
    if (isAsking) {
      assert.equal(questions[0]?.signal?.aborted, true)
      await choose('Stay')
      appQuit()
      assert.equal(questions.length, 1)
    }
    await leave()
    assert.deepEqual([state.isGone, state.leaves], [true, 1])
  }
})

test('a question that cannot be shown and an end that goes wrong keep nobody from quitting', async () => {
  const { state, log, appQuit, fail } = openApp(2)
  appQuit()
  await fail('ask')
  await fail('leave')
  assert.equal(state.isGone, true)
  assert.deepEqual(log.lines, ['warn quit.unclean {"code":"internal"}'])
})

test('something else than quitting is asked about just the same, and done in its place', async () => {
  const { state, questions, quit, choose, leave } = openApp(1)
  let restarts = 0
  quit.go(() => void (restarts += 1))
  assert.equal(questions.length, 1)
  await choose('Stay')
  assert.deepEqual([state.leaves, restarts], [0, 0])
  quit.go(() => void (restarts += 1))
  await choose('Quit anyway')
  assert.equal(restarts, 0)
  await leave()
  assert.deepEqual([restarts, state.isGone, quit.mayGo()], [1, false, true])
})

test('whoever stayed and then simply quits is not restarted, nor is a system that shuts down', async () => {
  let restarts = 0
  const restart = () => void (restarts += 1)
  const stayed = openApp(1)
  stayed.quit.go(restart)
  await stayed.choose('Stay')
  stayed.appQuit()
  await stayed.choose('Quit anyway')
  await stayed.leave()
  assert.deepEqual([restarts, stayed.state.isGone], [0, true])
  const shutDown = openApp(0)
  shutDown.quit.go(restart)
  shutDown.quit.insist()
  await shutDown.leave()
  assert.deepEqual([restarts, shutDown.state.isGone, shutDown.state.leaves], [0, true, 1])
})
