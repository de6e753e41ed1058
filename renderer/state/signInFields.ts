import { signal, type Signal } from '@preact/signals'
import type { Account } from '../../preload/contract.ts'
import { createForm, type Form } from './form.ts'
import { keepChoice, keepForm, type InputStore, type TextPath } from './inputStore.ts'

export const tabs = ['signIn', 'guest', 'anonymous', 'developer'] as const
export type Tab = (typeof tabs)[number]
export const formNames = ['password', 'token', 'development', 'minted'] as const
export type SignInFormName = (typeof formNames)[number]

/** All forms for signing in to one workspace, or for signing in again to one account. */
export interface SignInForms {
  tab: Signal<Tab>
  method: Signal<SignInFormName>
  /** The check box `Keep me signed in`. */
  keep: Signal<boolean>
  password: Form<'userId' | 'password'>
  /** Single sign-on in the system browser. */
  browser: Form<never>
  token: Form<'token' | 'userId'>
  guest: Form<'displayName'>
  anonymous: Form<never>
  development: Form<'userId'>
  minted: Form<'userId' | 'secret' | 'lifetime'>
  remembered: Form<never>
  /** The last selected remembered account. */
  chosen: Signal<string | null>
  /** The account that must sign in again. Null in the forms of the sign-in screen. */
  account: Account | null
}

/** True while a secret field has text. */
export function hasSecret({ password, token, minted }: SignInForms): boolean {
  return [password.values.password, token.values.token, minted.values.secret].some(
    (secret) => secret.peek() !== '',
  )
}

/** Creates empty forms, or forms for one account. */
export function createForms(account: Account | null = null, method: SignInFormName = 'password') {
  const userId = account?.userId ?? ''
  const forms: SignInForms = {
    tab: signal<Tab>('signIn'),
    method: signal(method),
    keep: signal(true),
    password: createForm({ userId, password: '' }),
    token: createForm({ token: '', userId }),
    browser: createForm({}),
    guest: createForm({ displayName: account?.name ?? '' }),
    anonymous: createForm({}),
    development: createForm({ userId }),
    minted: createForm({ userId, secret: '', lifetime: '' }),
    remembered: createForm({}),
    chosen: signal<string | null>(null),
    account,
  }
  return forms
}

/** Keeps typed text and choices across reloads. */
export function keepForms(forms: SignInForms, path: TextPath, inputs: InputStore): SignInForms {
  keepChoice(inputs, [...path, 'tab'], forms.tab, tabs)
  keepChoice(inputs, [...path, 'method'], forms.method, formNames)
  const isKept = inputs.read([...path, 'keep'])
  if (isKept !== null) forms.keep.value = isKept === 'true'
  forms.keep.subscribe((keep) => inputs.keep([...path, 'keep'], keep ? null : 'false'))
  for (const name of ['password', 'token', 'guest', 'development', 'minted'] as const) {
    keepForm<never>(inputs, [...path, name], forms[name])
  }
  return forms
}
