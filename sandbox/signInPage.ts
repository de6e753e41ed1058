import { createHash } from 'node:crypto'

import type { Answer } from './http.ts'
import { seededUsers } from './seed.ts'

const style =
  ':root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:28rem;margin:12vh auto;padding:0 1rem}li{margin:.5rem 0}ul{list-style:none;padding:0}'

const headers = {
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
}

/** The page on which a person chooses a user. Links and no form: the sandbox refuses whatever has an `Origin`. */
export function signInPage(requestId: string): Answer {
  const link = (query: Record<string, string>, text: string) =>
    `<li><a href="continue?${escape(String(new URLSearchParams({ request: requestId, ...query })))}">${escape(text)}</a></li>`
  const users = seededUsers.map(({ id, name }) => link({ user: id }, `Continue as ${name}`))
  return page(
    200,
    'Sign in to the sandbox',
    `<p>Latchkey asks who you are. This page plays your company’s identity provider.</p><ul>${users.join('')}${link({}, 'Deny')}</ul>`,
  )
}

/** A page for what cannot be answered with a redirect. */
export function refusalPage(message: string): Answer {
  return page(400, 'The sandbox refuses this sign-in', `<p>${escape(message)}</p>`)
}

function page(status: number, title: string, content: string): Answer {
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Latchkey sandbox</title><style>${style}</style><h1>${title}</h1>${content}</html>`
  return { kind: 'text', status, type: 'text/html', body, headers }
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}
