import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MessageBoxOptions } from 'electron'
import { type Losses } from '../../../main/app/leaveQuestion.ts'
import { createQuit } from '../../../main/app/quit.ts'
import { FakeLog, settled } from '../../support/fakes.ts'
import { en } from '../../../main/text/en.ts'

/** An app that can be quit, with something to lose, and a person who answers when told to. */
function openApp(unsent: number, isSignInUnsaved = false) {
  const lost: Losses = { unsent, isSignInUnsaved }
  const state = { hasQuit: false, shutdowns: [] as string[] }
  const stays: Losses[] = []
  const questions: MessageBoxOptions[] = []
  let answer = Promise.withResolvers<{ response: number; checkboxChecked: boolean }>()
  let left = Promise.withResolvers<void>()
  const log = new FakeLog()
  const quit = createQuit({
    texts: () => en,
    log,
    losses: () => lost,
    stayed: (losses) => void stays.push(losses),
    ask(question) {
      questions.push(question)
      answer = Promise.withResolvers()
      return answer.promise
    },
    shutDown(isForced) {
      state.shutdowns.push(isForced ? 'forced' : 'asked')
      left = Promise.withResolvers()
      return left.promise
    },
    quit: appQuit,
  })
  /** `app.quit()`: `before-quit`, and gone unless that was prevented. */
  function appQuit(): void {
    if (quit.canQuit()) state.hasQuit = true
  }
  return {
    state,
    stays,
    questions,
    log,
    quit,
    appQuit,
    async choose(label: string) {
      const response = questions.at(-1)?.buttons?.indexOf(label) ?? -1
      answer.resolve({ response, checkboxChecked: false })
      await settled()
    },
    async fail(what: 'ask' | 'shutDown') {
      if (what === 'ask') answer.reject(new Error('There is no display.'))
      else left.reject(new Error('A bug.'))
      await settled()
    },
    async finish() {
      left.resolve()
      await settled()
    },
  }
}

test('with nothing to lose nothing is asked, and the app quits after its shutdown', async () => {
  const { state, questions, quit, appQuit, finish } = openApp(0)
  assert.equal(quit.isQuitting(), false)
  appQuit()
  appQuit()
  await settled()
  assert.deepEqual([state.hasQuit, quit.isQuitting()], [false, true])
  await finish()
  assert.deepEqual([state.hasQuit, quit.isQuitting()], [true, true])
  assert.deepEqual([questions, state.shutdowns], [[], ['asked']])
})

test('an app that only asks is not quitting', async () => {
  const { quit, appQuit, choose } = openApp(1)
  appQuit()
  assert.equal(quit.isQuitting(), false)
  await choose('Stay')
  assert.equal(quit.isQuitting(), false)
})

test('the question says how many messages are unsent, and Escape stays', async () => {
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

test('a person who stays is asked again the next time', async () => {
  const { state, questions, appQuit, choose } = openApp(2)
  appQuit()
  appQuit()
  assert.equal(questions.length, 1)
  await choose('Stay')
  assert.deepEqual([state.hasQuit, state.shutdowns], [false, []])
  appQuit()
  assert.equal(questions.length, 2)
})

test('a person who quits anyway quits', async () => {
  const { state, questions, appQuit, choose, finish } = openApp(2)
  appQuit()
  await choose('Quit anyway')
  await finish()
  assert.equal(state.hasQuit, true)
  assert.equal(questions.length, 1)
})

test('the system quits without a question and closes an open one', async () => {
  for (const isAsking of [false, true]) {
    const { state, questions, quit, appQuit, choose, finish } = openApp(2)
    if (isAsking) appQuit()
    quit.forceQuit()
    quit.forceQuit()
    assert.equal(questions.length, isAsking ? 1 : 0)
    if (isAsking) {
      assert.equal(questions[0]?.signal?.aborted, true)
      await choose('Stay')
      appQuit()
      assert.equal(questions.length, 1)
    }
    await finish()
    assert.deepEqual([state.hasQuit, state.shutdowns], [true, ['forced']])
  }
})

test('the app quits when the question cannot be shown and when the shutdown fails', async () => {
  const { state, log, appQuit, fail } = openApp(2)
  appQuit()
  await fail('ask')
  await fail('shutDown')
  assert.equal(state.hasQuit, true)
  assert.deepEqual(log.lines, ['warn quit.unclean {"code":"internal"}'])
})

test('another final step is asked about in the same way and done instead of quitting', async () => {
  const { state, questions, quit, choose, finish } = openApp(1)
  let restarts = 0
  quit.quitWith(() => void (restarts += 1))
  assert.equal(questions.length, 1)
  await choose('Stay')
  assert.deepEqual([state.shutdowns, restarts], [[], 0])
  quit.quitWith(() => void (restarts += 1))
  await choose('Quit anyway')
  assert.equal(restarts, 0)
  await finish()
  assert.deepEqual([restarts, state.hasQuit, quit.canQuit()], [1, false, true])
})

test('a plain quit after `Stay` does not restart the app, nor does a system that shuts down', async () => {
  let restarts = 0
  const restart = () => void (restarts += 1)
  const stayed = openApp(1)
  stayed.quit.quitWith(restart)
  await stayed.choose('Stay')
  stayed.appQuit()
  await stayed.choose('Quit anyway')
  await stayed.finish()
  assert.deepEqual([restarts, stayed.state.hasQuit], [0, true])
  const shutDown = openApp(0)
  shutDown.quit.quitWith(restart)
  shutDown.quit.forceQuit()
  await shutDown.finish()
  assert.deepEqual(
    [restarts, shutDown.state.hasQuit, shutDown.state.shutdowns],
    [0, true, ['asked']],
  )
})

test('quitting asks while the renewed sign-in is not saved; a person who stays gets another try to save it', async () => {
  const { state, stays, questions, appQuit, choose, finish } = openApp(0, true)
  appQuit()
  assert.equal(questions[0]?.message, 'Your renewed sign-in is not saved.')
  await choose('Stay')
  assert.deepEqual([state.shutdowns, stays.length], [[], 1])
  appQuit()
  await choose('Quit anyway')
  await finish()
  assert.deepEqual([state.hasQuit, state.shutdowns, stays.length], [true, ['asked'], 1])
})
