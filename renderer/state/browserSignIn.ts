import type { Signal } from '@preact/signals'
import type { Account, Reply } from '../../preload/contract.ts'
import type { Api } from '../api.ts'
import type { Form } from './form.ts'

interface BrowserForms {
  account: Account | null
  keep: Signal<boolean>
  browser: Form<never>
}

/** Signs in through the system browser. False if it failed, or the person cancelled, which shows no error. */
export async function signInWithBrowser(
  api: Pick<Api, 'signInWithBrowser'>,
  { account, keep, browser }: BrowserForms,
  submit: (call: () => Promise<Reply<unknown>>) => Promise<boolean>,
): Promise<boolean> {
  let isCancelled = false
  const isDone = await submit(async () => {
    const request = { userId: account?.userId ?? null, keep: keep.peek() }
    const reply = await api.signInWithBrowser(request)
    isCancelled = !reply.ok && reply.code === 'aborted'
    return reply
  })
  if (isCancelled) browser.progress.value = { state: 'idle' }
  return isDone
}
