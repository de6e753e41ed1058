import { signal, type Signal } from '@preact/signals'
import type { Account, SignIn } from '../preload/contract.ts'
import { border } from './border.ts'
import { createForm, required, submit, type Form } from './form.ts'

/** Everything a person can fill in to get in. What is typed here outlives the screens, but not the sign-in. */
export interface Entry {
  tab: Signal<Tab>
  way: Signal<Way>
  keep: Signal<boolean>
  password: Form<'userId' | 'password'>
  token: Form<'token' | 'userId'>
  guest: Form<'displayName'>
  anonymous: Form<never>
  development: Form<'userId'>
  minted: Form<'userId' | 'secret' | 'lifetime'>
  remembered: Form<never>
  /** The remembered account that was chosen last. */
  chosen: Signal<string | null>
  /** Set when the entry is for one account only, which has to sign in again. */
  account: Account | null
}

export type Way = 'password' | 'token' | 'development' | 'minted'
export type Tab = 'signIn' | 'guest' | 'anonymous' | 'developer'

/** Blank forms, or forms for one known account. */
export function createEntry(account: Account | null = null, way: Way = 'password'): Entry {
  const userId = account?.userId ?? ''
  return {
    tab: signal<Tab>('signIn'),
    way: signal(way),
    keep: signal(true),
    password: createForm({ userId, password: '' }),
    token: createForm({ token: '', userId }),
    guest: createForm({ displayName: account?.name ?? '' }),
    anonymous: createForm({}),
    development: createForm({ userId }),
    minted: createForm({ userId, secret: '', lifetime: '' }),
    remembered: createForm({}),
    chosen: signal<string | null>(null),
    account,
  }
}

/** The forms of the login screen. */
export const login = signal(createEntry())
/** The forms for signing in again in the chat; null when there is no need to. */
export const again = signal<Entry | null>(null)

/** Signs in through the token service. */
export function signInWithPassword({ password: form, keep }: Entry, asks: SignIn) {
  const userId = form.values.userId.value.trim()
  const password = asks === 'password' ? form.values.password.value : ''
  return submit(
    form,
    [...required(userId, 'userId'), ...(asks === 'password' ? required(password, 'password') : [])],
    () => border.signInWithService({ userId, password, keep: keep.value }),
  )
}

/** Signs in with a pasted token. */
export function signInWithToken({ token: form, keep }: Entry) {
  const token = form.values.token.value.trim()
  const userId = form.values.userId.value.trim()
  return submit(form, required(token, 'token'), () =>
    border.signInWithToken({ token, userId, keep: keep.value }),
  )
}

/** Becomes a guest. */
export function continueAsGuest({ guest: form, keep }: Entry) {
  const name = form.values.displayName.value.trim()
  return submit(form, required(name, 'displayName'), () =>
    border.signInAsGuest({ name, keep: keep.value }),
  )
}

/** Visits without an identity. */
export function continueAnonymously({ anonymous }: Entry) {
  return submit(anonymous, [], () => border.signInAnonymously())
}

/** Signs in with an unsigned token. */
export function signInWithDevelopmentToken({ development: form }: Entry) {
  const userId = form.values.userId.value.trim()
  return submit(form, required(userId, 'userId'), () =>
    border.signInWithDevelopmentToken({ userId }),
  )
}

/** Signs in with a token that is signed with the API secret. The secret leaves its field with the call, come what may. */
export function signInWithSecret({ minted: form }: Entry) {
  const { userId, secret, lifetime } = form.values
  const request = {
    userId: userId.value.trim(),
    secret: secret.value.trim(),
    lifetime: lifetime.value.trim(),
  }
  const amiss = [...required(request.userId, 'userId'), ...required(request.secret, 'secret')]
  return submit(form, amiss, () => {
    secret.value = ''
    return border.signInWithSecret(request)
  })
}

/** Continues as a remembered account. When that fails, its user id is ready in the form. */
export async function continueAs({ remembered, chosen, password }: Entry, account: Account) {
  chosen.value = account.key
  const isIn = await submit(remembered, [], () => border.continueAs({ key: account.key }))
  const { userId } = password.values
  if (!isIn && account.kind === 'user' && userId.value === '') userId.value = account.userId
}

/** Forgets a remembered account. */
export function forget({ remembered, chosen }: Entry, { key }: Account) {
  chosen.value = key
  return submit(remembered, [], () => border.forget({ key }))
}
