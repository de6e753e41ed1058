import { text } from 'node:stream/consumers'
import type { HttpResponse } from '../../main/network/response.ts'

/** The body of an answer as text; empty when there is none. */
export function textOf({ body }: HttpResponse): Promise<string> {
  return body === null ? Promise.resolve('') : text(body)
}
