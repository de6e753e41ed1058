import { Failure } from '../auth/errors.ts'
import type { Clock } from '../auth/ports.ts'

/** The used part of a request of electron-updater, which is one of Electron's `net`. */
export interface UpdateRequest {
  emit(event: 'error', error: Error): unknown
  abort(): void
  on(event: 'error' | 'abort', listener: () => void): unknown
}

/** The used part of its response. */
export interface UpdateResponse {
  on(event: 'data', listener: (chunk: Uint8Array | string) => void): unknown
  on(event: 'end' | 'error' | 'aborted', listener: () => void): unknown
}

/** Electron-updater's HTTP, as far as it is bounded: `createRequest` is internal there, and public in its typings. */
export interface UpdateHttp {
  createRequest(options: object, answer: (response: UpdateResponse) => void): UpdateRequest
}

/** How much and how long one answer of the feed may be. */
export interface AnswerBounds {
  /** Bytes of each answer from now on. */
  limit(bytes: number): void
}

/** A feed that sends nothing for so long is given up. */
const silentMs = 60_000
/** So is one that needs longer than this, and than the limit takes at 10 kB/s: a drop each minute is never silent. */
const patientMs = 300_000
const slowestBytesPerMs = 10

/**
 * Ends each answer of the feed that is longer than the limit, silent for 60 s, or slower than 10 kB/s for 5 minutes. Electron-updater collects the answer
 * of a feed without a limit, and its time-out does not work on Electron's `net`.
 */
export function boundAnswers(http: UpdateHttp, clock: Clock, bytes: number): AnswerBounds {
  let limitBytes = bytes
  const createRequest = http.createRequest.bind(http)
  http.createRequest = (options, answer) => {
    const mostBytes = limitBytes
    let received = 0
    let isOver = false
    const request = createRequest(options, (response) => {
      if (isOver) return
      response.on('data', (chunk) => {
        received += chunk.length
        if (received > mostBytes) fail(new Failure('badAnswer', 'The update feed sent too much.'))
        else expectMore()
      })
      response.on('end', end)
      response.on('error', end)
      response.on('aborted', end)
      answer(response)
    })
    let cancel = (): void => undefined
    const cancelWhole = clock.after(patientMs + mostBytes / slowestBytesPerMs, () => {
      fail(new Failure('timeout', 'The update feed was too slow.'))
    })
    // Its 'close' comes when all was sent, long before the answer.
    request.on('error', end)
    request.on('abort', end)
    expectMore()
    return request

    function expectMore(): void {
      cancel()
      if (isOver) return
      cancel = clock.after(silentMs, () => {
        fail(new Failure('timeout', 'The update feed was silent for 60 s.'))
      })
    }

    function fail(failure: Failure): void {
      if (isOver) return
      end()
      request.emit('error', failure)
      request.abort()
    }

    function end(): void {
      isOver = true
      cancel()
      cancelWhole()
    }
  }
  return {
    limit(next) {
      limitBytes = next
    },
  }
}
