import fc from 'fast-check'
import { anyJson, anyText, deepText, mutatedText } from './json.ts'

/** One answer of an HTTP server. */
export interface Answer {
  status: number
  headers: Record<string, string>
  body: string | Uint8Array<ArrayBuffer> | null
}

const retryAfter = fc.oneof(
  fc.nat().map(String),
  fc.bigInt({ min: 0n, max: 10n ** 400n }).map(String),
  fc.date().map((date) => date.toString()),
  fc.string({ unit: 'grapheme-ascii' }),
)
const date = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
  fc.string({ unit: 'grapheme-ascii' }),
)
const location = fc.oneof(
  fc.webUrl(),
  fc.webPath(),
  fc.constantFrom('', '//', 'https://', 'javascript:0', '/token'),
)
const headers = fc
  .record({ 'retry-after': retryAfter, date, location }, { requiredKeys: [] })
  .map((headers) =>
    Object.fromEntries(Object.entries(headers).filter(([, value]) => isSendable(value))),
  )

/** Statuses that fetch makes answers of. */
const status = fc.oneof(
  fc.constantFrom(200, 201, 204, 301, 307, 308, 400, 401, 403, 404, 429, 500, 502, 503),
  fc.integer({ min: 200, max: 599 }),
)

/** Replacements of a body: other JSON, no JSON, bytes that are no text, or the body with a flaw. */
export function spoiltAnswer(
  valid: fc.Arbitrary<unknown>,
  flawed: fc.Arbitrary<unknown>,
): fc.Arbitrary<Answer> {
  const body = fc.oneof(
    flawed.map((json) => JSON.stringify(json)),
    mutatedText(valid.map((json) => JSON.stringify(json))),
    valid.map((json) => JSON.stringify(json)),
    anyJson.map((json) => JSON.stringify(json)),
    anyText,
    deepText,
    fc.uint8Array().map((bytes) => new Uint8Array(bytes)),
    fc.constant(null),
  )
  return fc.record({ status, headers, body })
}

/** A server that gives these answers one after the other, and the last one from then on. */
export function fetchOf(...answers: Answer[]): typeof fetch {
  let place = 0
  return async () => {
    const { status, headers, body } = answers[Math.min(place, answers.length - 1)] as Answer
    place += 1
    // The statuses that never have a body (Fetch standard).
    return new Response([204, 205, 304].includes(status) ? null : body, { status, headers })
  }
}

function isSendable(value: string): boolean {
  try {
    return new Headers({ value }).has('value')
  } catch {
    return false
  }
}
