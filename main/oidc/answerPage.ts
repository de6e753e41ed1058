import { createHash } from 'node:crypto'
import type { Language } from '../text/language.ts'

/**
 * The pages that the browser shows. `strange`: a request that is no answer. `otherSignIn`: the answer to a sign-in that is not
 * waited for. `answered`: a second answer.
 */
export type AnswerPage = 'done' | 'refused' | 'strange' | 'otherSignIn' | 'answered'

/** The language of the pages. */
export type PageLanguage = Pick<Language, 'code' | 'texts'>

const style =
  ':root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1rem}'

/** For each page: kept by no cache, told to no other site, and with nothing in it but its own style. */
export const pageHeaders = {
  'Cache-Control': 'no-store',
  Connection: 'close',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
  'Content-Type': 'text/html; charset=utf-8',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
}

/** The HTML of a page. */
export function answerPage(page: AnswerPage, { code, texts }: PageLanguage): string {
  const [heading, text] = texts().browserPage[page]
  return `<!doctype html><html lang="${code()}"><meta charset="utf-8"><title>Latchkey</title><style>${style}</style><h1>${heading}</h1><p>${text}</p></html>`
}
