import { createHash } from 'node:crypto'

/**
 * The pages that the browser shows. `strange`: a request that is no answer. `otherSignIn`: the answer to a sign-in that is not
 * waited for. `answered`: a second answer.
 */
export type AnswerPage = 'done' | 'refused' | 'strange' | 'otherSignIn' | 'answered'

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

const sentences: Record<AnswerPage, readonly [heading: string, text: string]> = {
  done: ['You can go back to Latchkey', 'You can close this page.'],
  refused: ['The sign-in was not completed', 'You can go back to Latchkey and close this page.'],
  strange: ['There is nothing here', 'Latchkey listens here for the answer to a sign-in.'],
  otherSignIn: [
    'This page belongs to another sign-in',
    'Go back to Latchkey and open the browser again.',
  ],
  answered: ['The sign-in was answered already', 'You can go back to Latchkey.'],
}

/** The HTML of a page. */
export function answerPage(page: AnswerPage): string {
  const [heading, text] = sentences[page]
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Latchkey</title><style>${style}</style><h1>${heading}</h1><p>${text}</p></html>`
}
