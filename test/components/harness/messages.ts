import assert from 'node:assert/strict'
import type { Message } from '../../../preload/contract.ts'
import type { Harness } from './harness.ts'
import * as views from './views.ts'

/** The reply to a call that got no answer in time. */
export const timedOut = { ok: false, code: 'timeout', message: '', field: null } as const

/** The open channel of a window: its messages and what it sent. */
export function messagesOf(harness: () => Harness) {
  const messages = () => harness().page.getByRole('log', { name: 'Messages' })
  const sent = async () =>
    (await harness().requests('sendMessage')) as { cid: string; id: string; text: string }[]
  return {
    messages,
    sent,
    composer: () => harness().page.getByRole('textbox', { name: 'Message' }),
    shown: (text: string | RegExp) => messages().getByText(text),
    /** The server's copy of a message that Alice sent. */
    async confirmed(text: string): Promise<Message> {
      const request = (await sent()).findLast((request) => request.text === text)
      assert.ok(request)
      return views.message(request.id, {
        ...request,
        userId: 'alice',
        userName: 'Alice Liddell',
        createdAt: Date.now(),
      })
    },
  }
}
