import { Readable } from 'node:stream'
import type { AnswerHeaders } from './retryAfter.ts'

/** The headers of an answer as Node and Electron give them. */
export type RawHeaders = Readonly<Record<string, string | readonly string[] | undefined>>

/** An answer over HTTP: the part of fetch's `Response` that is read here. */
export interface HttpResponse {
  /** From 200 to 599. */
  readonly status: number
  readonly headers: AnswerHeaders
  readonly body: ReadableStream<Uint8Array> | null
}

export interface HttpInit {
  method?: string
  headers?: Record<string, string>
  body?: string | null
  signal?: AbortSignal
  redirect?: 'manual'
}

/**
 * The part of `fetch` that is used here, so that the platform's own fits. Node's costs a start 20 ms and 3 MB at the first
 * mention of `Request`, `Response` or `Headers`, so main mentions none.
 */
export type Fetch = (url: URL | string, init?: HttpInit) => Promise<HttpResponse>

/**
 * Makes an answer of whatever a server sent. The reason phrase is dropped (RFC 9110 section 15: it is to be ignored), and so
 * is a header with a character that no header can have. A status outside of 200 to 599 is a 500 (section 15: "as if the
 * response had a 5xx").
 */
export function makeResponse(
  status: number,
  headers: RawHeaders,
  body: Readable | null,
): HttpResponse {
  const isPossible = Number.isInteger(status) && status >= 200 && status <= 599
  const response = { status: isPossible ? status : 500, headers: readHeaders(headers) }
  if (body === null) return { ...response, body: null }
  // What is destroyed says so once more, and without a listener that is an uncaught exception.
  body.on('error', () => undefined)
  if (![204, 205, 304].includes(response.status)) {
    return { ...response, body: Readable.toWeb(body) as ReadableStream<Uint8Array> }
  }
  body.destroy()
  return { ...response, body: null }
}

/** A token (RFC 9110 section 5.6.2). */
const headerName = /^[!#$%&'*+.^`|~\w-]+$/
/** Latin-1 without line breaks and NUL (RFC 9110 section 5.5). */
const headerValue = /^[^\0\r\n\u0100-\uffff]*$/

function readHeaders(headers: RawHeaders): AnswerHeaders {
  const read = new Map<string, string>()
  for (const [name, values] of Object.entries(headers)) {
    const key = name.toLowerCase()
    for (const value of [values ?? []].flat()) {
      if (!headerName.test(name) || !headerValue.test(value)) continue
      const before = read.get(key)
      read.set(key, before === undefined ? value.trim() : `${before}, ${value.trim()}`)
    }
  }
  return { get: (name) => read.get(name.toLowerCase()) ?? null }
}

/** The body of an answer; null when it is over `maxBytes`, and then it is not read to its end. */
export async function readBytes({ body }: HttpResponse, maxBytes: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
