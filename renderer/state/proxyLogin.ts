import { signal, type ReadonlySignal } from '@preact/signals'
import type { ProxyChallenge } from '../../preload/contract.ts'
import type { Api } from '../api.ts'
import { clearField, createForm, required, setErrors, type Form } from './form.ts'
import { keepForm, type InputStore } from './inputStore.ts'
import type { Notices } from './notices.ts'
import type { After, Typing } from './typing.ts'

type ProxyField = 'proxyUsername' | 'proxyPassword'

/** The proxy sign-in dialog. Each proxy has its own form, because its password is for that proxy only. */
export interface ProxyLogin {
  /** The challenge on the screen, or null. */
  readonly shown: ReadonlySignal<ProxyChallenge | null>
  formFor(host: string): Form<ProxyField>
  /** The last focused field with text, to focus it when the dialog reopens. Null if there is none. */
  lastField(host: string): ProxyField | null
  focused(host: string, field: ProxyField): void
  /** Applies the challenge of a view. */
  applyQuestion(question: ProxyChallenge | null): void
  /** Sends the credentials. It bypasses the submitter, because a submission may be waiting for the proxy. */
  answer(): Promise<void>
  /** Cancels the challenge. */
  cancel(): Promise<void>
}

export interface ProxyLoginOptions {
  api: Pick<Api, 'answerProxy' | 'cancelProxy'>
  inputs: InputStore
  notices: Notices
  typing: Typing
  after: After
}

/** A challenge that main withdraws and repeats within this time keeps its dialog. */
const momentMs = 2_000

export function createProxyLogin(options: ProxyLoginOptions): ProxyLogin {
  const { api, inputs, notices, typing, after } = options
  const shown = signal<ProxyChallenge | null>(null)
  const forms = new Map<string, Form<ProxyField>>()
  const lastFields = new Map<string, ProxyField>()
  /** Main's current challenge. */
  let asked: ProxyChallenge | null = null
  /** True from the person's answer until main withdraws the challenge. */
  let isDone = false
  /** True if the person pressed Continue while main had withdrawn the challenge. */
  let isAnswerWaiting = false
  let stopClosing = () => {}

  function formFor(host: string): Form<ProxyField> {
    const known = forms.get(host)
    if (known) return known
    const form = createForm({ proxyUsername: '', proxyPassword: '' })
    forms.set(host, keepForm(inputs, ['proxy', host], form))
    return form
  }

  function close(): void {
    stopClosing()
    isAnswerWaiting = false
    shown.value = null
  }

  function closeUnasked(): void {
    if (asked === null) close()
  }

  async function send(host: string): Promise<void> {
    const form = formFor(host)
    const username = form.values.proxyUsername.peek().trim()
    const password = form.values.proxyPassword.peek()
    isDone = true
    isAnswerWaiting = false
    lastFields.delete(host)
    clearField(form, 'proxyPassword')
    form.progress.value = { state: 'idle' }
    await notices.orShowError(api.answerProxy({ host, username, password }))
  }

  return {
    shown,
    formFor,
    lastField(host) {
      const field = lastFields.get(host)
      return field && formFor(host).values[field].peek() !== '' ? field : null
    },
    focused: (host, field) => lastFields.set(host, field),
    applyQuestion(question) {
      if (question === null) {
        asked = null
        if (isDone) close()
        else if (shown.peek()) {
          stopClosing()
          stopClosing = after(momentMs, () => typing.whenFinished(closeUnasked))
        }
        isDone = false
        return
      }
      asked = question
      stopClosing()
      if (shown.peek()?.host === question.host) {
        shown.value = question
        if (isAnswerWaiting) void send(question.host)
        return
      }
      isAnswerWaiting = false
      typing.whenFinished(() => {
        if (asked && !isDone) shown.value = asked
      })
    },
    async answer() {
      const question = shown.peek()
      if (!question) return
      const form = formFor(question.host)
      const errors = [
        ...required(form.values.proxyUsername.peek().trim(), 'proxyUsername'),
        ...required(form.values.proxyPassword.peek(), 'proxyPassword'),
      ]
      if (errors.length > 0) return setErrors(form, errors)
      if (asked?.host === question.host) await send(question.host)
      else isAnswerWaiting = true
    },
    async cancel() {
      const question = shown.peek()
      if (!question) return
      const form = formFor(question.host)
      clearField(form, 'proxyPassword')
      form.progress.value = { state: 'idle' }
      lastFields.delete(question.host)
      const isAsked = asked?.host === question.host
      isDone = isAsked
      close()
      if (isAsked) await notices.orShowError(api.cancelProxy())
    },
  }
}
