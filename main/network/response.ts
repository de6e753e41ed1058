import { Readable } from 'node:stream'

/** The headers of an answer as Node and Electron give them. */
export type RawHeaders = Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * Makes a Response of whatever a server sent. The reason phrase is dropped (RFC 9110 section 15: it is to be ignored), and so
 * is a header that Headers does not take, such as one with bytes beyond Latin-1. A status that no Response can have is a 500
 * (section 15: "as if the response had a 5xx").
 */
export function makeResponse(status: number, headers: RawHeaders, body: Readable | null): Response {
  const isPossible = Number.isInteger(status) && status >= 200 && status <= 599
  const init = { status: isPossible ? status : 500, headers: readHeaders(headers) }
  if (body === null) return new Response(null, init)
  // What is destroyed says so once more, and without a listener that is an uncaught exception.
  body.on('error', () => undefined)
  if (![204, 205, 304].includes(init.status)) {
    return new Response(Readable.toWeb(body) as ReadableStream, init)
  }
  body.destroy()
  return new Response(null, init)
}

function readHeaders(headers: RawHeaders): Headers {
  const read = new Headers()
  for (const [name, values] of Object.entries(headers)) {
    for (const value of [values ?? []].flat()) {
      try {
        read.append(name, value)
      } catch {
        // Not readable, and not needed: nothing that is read by us has such bytes.
      }
    }
  }
  return read
}
