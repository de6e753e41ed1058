import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ChatServer } from '../../../main/auth/ports.ts'
import { askServerTime } from '../../../main/auth/renewal/askServerTime.ts'
import { createTimeouts } from '../../../main/auth/timeouts.ts'
import { FakeClock, settled } from '../../support/fakes.ts'

/** Asks a chat server that answers when told to. */
function ask() {
  const clock = new FakeClock()
  const answer = Promise.withResolvers<void>()
  const seen = { goes: 0, signal: null as AbortSignal | null }
  const chat = {
    askTime(signal: AbortSignal) {
      seen.signal = signal
      return answer.promise
    },
  } as ChatServer
  const cancel = askServerTime(chat, createTimeouts(clock), () => void (seen.goes += 1))
  return { clock, answer, seen, cancel }
}

test('it goes on once after an answer, after a failure, and after 5 s without either', async () => {
  for (const end of ['answer', 'failure', 'timeout'] as const) {
    const { clock, answer, seen } = ask()
    if (end === 'timeout') await clock.turn(5_000)
    if (end === 'failure') answer.reject(new Error('It is away.'))
    else answer.resolve()
    await settled()
    assert.deepEqual([seen.goes, clock.pending()], [1, []], end)
    await clock.turn(5_000)
    assert.equal(seen.goes, 1)
  }
})

test('a question that is out of time or called off is aborted; its late answer changes nothing', async () => {
  for (const end of ['timeout', 'cancel'] as const) {
    const { clock, answer, seen, cancel } = ask()
    if (end === 'timeout') await clock.turn(5_000)
    else cancel()
    assert.equal(seen.signal?.aborted, true)
    answer.resolve()
    await clock.turn(5_000)
    assert.deepEqual([seen.goes, clock.pending()], [end === 'timeout' ? 1 : 0, []])
  }
})
