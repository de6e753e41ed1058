import type { IncomingMessage, ServerResponse } from 'node:http'
import { STATUS_CODES } from 'node:http'

import type { Cancel, ServerTime } from './clock.ts'
import type { Encoding } from './encoding.ts'
import { Refusal } from './refusal.ts'

/** An answer: JSON, text of another type, or a file; `cut` sends nothing and destroys the connection; `silence` never answers. */
export type Answer =
  | { kind: 'json'; status: number; body: object; headers?: Record<string, string> }
  | { kind: 'text'; status: number; type: string; body: string; headers?: Record<string, string> }
  | { kind: 'file'; type: string; body: Buffer }
  | { kind: 'cut' }
  | { kind: 'silence' }

/** A JSON answer. */
export function json(status: number, body: object, headers: Record<string, string> = {}): Answer {
  return { kind: 'json', status, body, headers }
}

/** No body may be longer, in bytes. */
export const longestBody = 65_536

/** How long a request may take to arrive, in ms. */
export const longestArrivalMs = 30_000

/** The body of a request as text; refuses with code 22 when it is too long, 23 when it does not arrive, 4 when it is no UTF-8. */
export async function readBody(request: IncomingMessage, time: ServerTime): Promise<string> {
  let cancel: Cancel = () => {}
  const timeUp = new Promise<never>((_, reject) => {
    cancel = time.at(time.now() + longestArrivalMs, () =>
      reject(new Refusal(23, 'The request did not arrive in time')),
    )
  })
  try {
    return await Promise.race([collect(request), timeUp])
  } finally {
    cancel()
  }
}

async function collect(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    // What comes after is read and dropped, so that the client gets to read the answer.
    if (length <= longestBody) chunks.push(chunk)
    else if (length > 64 * longestBody) break
  }
  if (length > longestBody) throw new Refusal(22, `The body is longer than ${longestBody} bytes`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    throw new Refusal(4, 'The body is not UTF-8')
  }
}

/** The body of a request as JSON; an empty one counts as `{}`. Refuses with code 4, 22 or 23. */
export async function readJson(request: IncomingMessage, time: ServerTime): Promise<unknown> {
  const text = await readBody(request, time)
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch {
    throw new Refusal(4, 'The body is not JSON')
  }
}

/** Sends an answer, dated by the server's own clock. */
export function send(
  response: ServerResponse,
  answer: Answer,
  time: ServerTime,
  encoding: Encoding,
): void {
  switch (answer.kind) {
    case 'silence':
      return
    case 'cut':
      response.socket?.destroy()
      return
    case 'json':
    case 'text': {
      // As bytes: with a text, Node writes the head as UTF-8 too, and a byte beyond ASCII as two.
      const body = Buffer.from(answer.kind === 'json' ? encoding.body(answer.body) : answer.body)
      const { reason, headers } = encoding.head()
      const type = answer.kind === 'json' ? 'application/json' : answer.type
      response.writeHead(answer.status, reason ?? STATUS_CODES[answer.status] ?? '', {
        ...headers,
        // A 204 has no body to describe (RFC 9110, section 8.6).
        ...(answer.status === 204
          ? {}
          : { 'Content-Type': `${type}; charset=utf-8`, 'Content-Length': body.byteLength }),
        'Cache-Control': 'no-store',
        Date: new Date(time.now()).toUTCString(),
        ...answer.headers,
      })
      response.end(body)
      return
    }
    case 'file':
      response.writeHead(200, {
        'Content-Type': answer.type,
        'Content-Length': answer.body.byteLength,
        Date: new Date(time.now()).toUTCString(),
      })
      response.end(answer.body)
      return
    default:
      unreachable(answer)
  }
}

/** Proves to the compiler that a switch is complete. */
export function unreachable(never: never): never {
  throw new Error(`Unreachable: ${JSON.stringify(never)}`)
}
