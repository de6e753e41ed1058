import { signal, type ReadonlySignal } from '@preact/signals'
import type {
  Account,
  RememberedAccount,
  Reply,
  ServiceAuth,
  View,
  SignInMethod,
  Workspace,
} from '../../preload/contract.ts'
import type { Api } from '../api.ts'
import { signInWithBrowser } from './browserSignIn.ts'
import {
  clearField,
  fillIn,
  required,
  secretFields,
  type FieldError,
  type Submitter,
} from './form.ts'
import type { InputStore, TextPath } from './inputStore.ts'
import {
  createForms,
  hasSecret,
  keepForms,
  type SignInFormName,
  type SignInForms,
} from './signInFields.ts'

export type { SignInForms, Tab } from './signInFields.ts'

/**
 * The sign-in forms of all workspaces and accounts. Typed text survives changes of screen and workspace, until the
 * sign-in succeeds.
 */
export interface SignInState {
  /** The sign-in screen's forms, for the current workspace. */
  readonly login: ReadonlySignal<SignInForms>
  /** The forms for signing in again in the chat. Null when not needed. */
  readonly reauthentication: ReadonlySignal<SignInForms | null>
  /** Selects the forms for a view, before it is shown. */
  applyView(view: View): void
  /** True if the session recovered by itself while the person was typing a secret to sign in again. */
  isInterrupted(): boolean
  withPassword(forms: SignInForms, asks: ServiceAuth): Promise<boolean>
  /** Signs in as a user of the sandbox. The text in the fields is left alone. */
  asSandboxUser(forms: SignInForms, user: Workspace['sandboxUsers'][number]): Promise<boolean>
  /** Signs in through the system browser. False if the person cancelled, or it failed. */
  withBrowser(forms: SignInForms): Promise<boolean>
  /** Signs in with a pasted token. */
  withToken(forms: SignInForms): Promise<boolean>
  asGuest(forms: SignInForms): Promise<boolean>
  /** Connects without an identity. */
  anonymously(forms: SignInForms): Promise<boolean>
  /** Signs in with an unsigned token. */
  withDevelopmentToken(forms: SignInForms): Promise<boolean>
  /** Signs in with a token that main signs with the API secret. The call empties the secret's field. */
  withSecret(forms: SignInForms): Promise<boolean>
  /** Continues as a remembered account. On failure, its user ID is filled in. */
  continueAs(forms: SignInForms, account: Account): Promise<void>
  /** Forgets a remembered account. */
  forget(forms: SignInForms, account: RememberedAccount): Promise<boolean>
}

export interface SignInOptions {
  api: Api
  submitter: Submitter
  inputs: InputStore
  /** The number of unsent messages that the window holds for an account. */
  unsentMessages(account: RememberedAccount): number
}

/** The form for signing in again, by sign-in method. */
const formForMethod: Record<SignInMethod, SignInFormName> = {
  service: 'password',
  oidc: 'password',
  static: 'token',
  guest: 'password',
  development: 'development',
  minted: 'minted',
  none: 'password',
}

export function createSignInState({
  api,
  submitter,
  inputs,
  unsentMessages,
}: SignInOptions): SignInState {
  const all = new Map<string, { path: TextPath; forms: SignInForms }>()

  /** Returns the forms under a path; creates them on first use. */
  function formsAt(path: TextPath, make: () => SignInForms): SignInForms {
    const key = JSON.stringify(path)
    const known = all.get(key)?.forms
    if (known) return known
    const forms = keepForms(make(), path, inputs)
    all.set(key, { path, forms })
    return forms
  }

  function drop(path: TextPath): void {
    const beginning = JSON.stringify(path).slice(0, -1)
    for (const [key, { path }] of all) {
      if (!key.startsWith(`${beginning},`) && key !== `${beginning}]`) continue
      all.delete(key)
      inputs.forget(path)
    }
  }

  const loginForms = (workspaceId: string) => formsAt(['signIn', workspaceId], () => createForms())
  /** Forms submitted without an error. */
  const submitted = new WeakSet<SignInForms>()
  let isInterrupted = false
  const login = signal(createForms())
  const reauthentication = signal<SignInForms | null>(null)

  /** Clears typed secrets in all workspaces after a sign-in. */
  function dropSecrets(kind: 'signIn' | 'signInAgain'): void {
    for (const { path, forms } of all.values()) {
      if (path[0] !== kind) continue
      for (const form of [forms.password, forms.token, forms.minted]) {
        for (const name of Object.keys(form.values) as (keyof typeof form.values)[]) {
          if (secretFields.has(name)) clearField(form, name)
        }
      }
    }
  }

  async function submit(
    forms: SignInForms,
    form: Parameters<Submitter['submit']>[0],
    errors: FieldError[],
    call: () => Promise<Reply<unknown>>,
  ): Promise<boolean> {
    submitted.add(forms)
    const isDone = await submitter.submit(form, errors, call)
    if (!isDone) submitted.delete(forms)
    return isDone
  }

  return {
    login,
    reauthentication,
    isInterrupted: () => isInterrupted,
    applyView({ session, workspace, workspaces }) {
      const isLive = session.state === 'connected' || session.state === 'refreshing'
      if (isLive || session.state === 'offline') {
        dropSecrets('signIn')
        drop(['signIn', workspace.id])
      }
      if (isLive) {
        const again = reauthentication.peek()
        if (again) isInterrupted = hasSecret(again) && !submitted.has(again)
        dropSecrets('signInAgain')
        drop(['signInAgain', workspace.id, session.account.key])
      }
      const ids = new Set([...workspaces.map(({ id }) => id), workspace.id])
      for (const { path } of all.values()) if (!ids.has(path[1] ?? '')) drop(path)
      login.value = loginForms(workspace.id)
      if (session.state === 'needsSignIn') {
        const { account, method } = session
        const path = ['signInAgain', workspace.id, account.key]
        reauthentication.value = formsAt(path, () => createForms(account, formForMethod[method]))
        isInterrupted = false
        return
      }
      const again = reauthentication.peek()?.account?.key
      // A sign-in may not know its account yet.
      const isSigningIn =
        session.state === 'signingIn' && (!session.account || session.account.key === again)
      if (!isSigningIn) reauthentication.value = null
    },
    withPassword(forms, asks) {
      const { password: form, keep } = forms
      const userId = form.values.userId.peek().trim()
      const password = asks === 'password' ? form.values.password.peek() : ''
      const errors = [
        ...required(userId, 'userId'),
        ...(asks === 'password' ? required(password, 'password') : []),
      ]
      return submit(forms, form, errors, () =>
        api.signInWithService({ userId, password, keep: keep.peek() }),
      )
    },
    asSandboxUser(forms, user) {
      const { password: form, keep, tab, method } = forms
      // An error appears at this form.
      tab.value = 'signIn'
      method.value = 'password'
      return submit(forms, form, [], () => api.signInWithService({ ...user, keep: keep.peek() }))
    },
    withBrowser: (forms) =>
      signInWithBrowser(api, forms, (call) => submit(forms, forms.browser, [], call)),
    withToken(forms) {
      const { token: form, keep } = forms
      const token = form.values.token.peek().trim()
      const userId = form.values.userId.peek().trim()
      return submit(forms, form, required(token, 'token'), () =>
        api.signInWithToken({ token, userId, keep: keep.peek() }),
      )
    },
    asGuest(forms) {
      const { guest: form, keep } = forms
      const name = form.values.displayName.peek().trim()
      return submit(forms, form, required(name, 'displayName'), () =>
        api.signInAsGuest({ name, keep: keep.peek() }),
      )
    },
    anonymously: (forms) => submit(forms, forms.anonymous, [], () => api.signInAnonymously()),
    withDevelopmentToken(forms) {
      const { development: form } = forms
      const userId = form.values.userId.peek().trim()
      return submit(forms, form, required(userId, 'userId'), () =>
        api.signInWithDevelopmentToken({ userId }),
      )
    },
    withSecret(forms) {
      const { minted: form } = forms
      const { userId, secret, lifetime } = form.values
      const request = {
        userId: userId.peek().trim(),
        secret: secret.peek().trim(),
        lifetime: lifetime.peek().trim(),
      }
      const errors = [...required(request.userId, 'userId'), ...required(request.secret, 'secret')]
      return submit(forms, form, errors, () => {
        clearField(form, 'secret')
        return api.signInWithSecret(request)
      })
    },
    async continueAs(forms, account) {
      const { remembered, chosen, password } = forms
      chosen.value = account.key
      const isIn = await submit(forms, remembered, [], () => api.switchTo({ key: account.key }))
      if (!isIn && account.kind === 'user') fillIn(password, 'userId', account.userId)
    },
    forget(forms, account) {
      const { key } = account
      const { remembered, chosen } = forms
      chosen.value = key
      const count = unsentMessages(account)
      return submit(forms, remembered, [], () =>
        api.forget(count === 0 ? { key } : { key, unsentMessages: count }),
      )
    },
  }
}
