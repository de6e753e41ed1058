import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { typeInto, type Form } from '../../../../renderer/state/form.ts'
import type { SignInForms } from '../../../../renderer/state/signInForms.ts'
import type { Field, Session, View } from '../../../../preload/contract.ts'
import * as views from '../../../components/harness/views.ts'
import { ok, openWindow, refused } from '../fakeBridge.ts'

/** All fields of all sign-in forms. */
const fields: [form: keyof SignInForms, field: Field, isSecret: boolean][] = [
  ['password', 'userId', false],
  ['password', 'password', true],
  ['token', 'token', true],
  ['token', 'userId', false],
  ['guest', 'displayName', false],
  ['development', 'userId', false],
  ['minted', 'userId', false],
  ['minted', 'secret', true],
  ['minted', 'lifetime', false],
]

const formOf = (forms: SignInForms, name: keyof SignInForms) =>
  forms[name] as Form & { values: Record<Field, { value: string }> }

function fill(forms: SignInForms, suffix = ''): void {
  for (const [form, field] of fields)
    typeInto(formOf(forms, form), field, `${form} ${field}${suffix}`)
}

function texts(forms: SignInForms): Record<string, string> {
  return Object.fromEntries(
    fields.map(([form, field]) => [`${form} ${field}`, formOf(forms, form).values[field].value]),
  )
}

const typed = Object.fromEntries(
  fields.map(([form, field]) => [`${form} ${field}`, `${form} ${field}`]),
)
const blank = Object.fromEntries(fields.map(([form, field]) => [`${form} ${field}`, '']))
const withoutSecrets = Object.fromEntries(
  fields.map(([form, field, isSecret]) => [`${form} ${field}`, isSecret ? '' : `${form} ${field}`]),
)

const workspaces = [views.sandbox, views.acme]
const atSandbox = (change: Partial<View> = {}) => views.view({ workspaces, ...change })
const atAcme = (change: Partial<View> = {}) =>
  views.view({ workspaces, workspace: views.acme, ...change })

test('the first user of the sandbox signs in at once, and the text in the fields stays', async () => {
  const { state, bridge } = await openWindow(atSandbox())
  const forms = state.signIn.login.value
  fill(forms)
  forms.tab.value = 'guest'
  forms.keep.value = false
  const [user] = views.sandbox.sandboxUsers
  assert.ok(user)
  await state.signIn.asSandboxUser(forms, user)
  const request = { userId: 'alice', password: 'wonderland', keep: false }
  assert.deepEqual(bridge.requests('signInWithService'), [request])
  assert.equal(forms.tab.value, 'signIn')
  assert.deepEqual(texts(forms), typed)
})

suite('the forms of the sign-in screen', () => {
  test('exist with the first view and are not replaced by later ones', async () => {
    const { state, show } = await openWindow(atSandbox())
    const first = state.signIn.login.value
    fill(first)
    await show(atSandbox({ remembered: [views.remembered(views.alice)] }))
    await show(atSandbox({ keychain: views.locked, notice: 'Something.' }))
    assert.equal(state.signIn.login.value, first)
    assert.deepEqual(texts(first), typed)
  })

  test('belong to their workspace and return with it', async () => {
    const { state, show } = await openWindow(atSandbox())
    fill(state.signIn.login.value)
    await show(atAcme())
    assert.deepEqual(texts(state.signIn.login.value), blank)
    fill(state.signIn.login.value, ' of acme')
    await show(atSandbox())
    assert.deepEqual(texts(state.signIn.login.value), typed)
    await show(atAcme())
    assert.equal(state.signIn.login.value.password.values.userId.value, 'password userId of acme')
  })

  test('are deleted with their workspace', async () => {
    const { state, show, bridge } = await openWindow(atAcme())
    fill(state.signIn.login.value)
    await show(views.view())
    await show(atAcme())
    assert.deepEqual(texts(state.signIn.login.value), blank)
    assert.equal(bridge.texts.size, 0)
  })

  test('keep text typed during a sign-in that fails', async () => {
    const { state, show, bridge } = await openWindow(atSandbox())
    const forms = state.signIn.login.value
    fill(forms)
    bridge.hold('signInWithService')
    const isDone = state.signIn.withPassword(forms, 'password')
    typeInto(forms.password, 'password', 'a better one')
    await show(atSandbox({ session: { state: 'signingIn', account: null } }))
    await bridge.release('signInWithService', refused('network'))
    await show(atSandbox())
    assert.equal(await isDone, false)
    assert.equal(state.signIn.login.value.password.values.password.value, 'a better one')
  })

  test('are empty after a sign-in, with no secret in any workspace', async () => {
    const { state, show, bridge } = await openWindow(atAcme())
    fill(state.signIn.login.value)
    await show(atSandbox())
    fill(state.signIn.login.value)
    await show({ ...views.signedIn(), workspaces })
    await show(atSandbox())
    assert.deepEqual(texts(state.signIn.login.value), blank)
    await show(atAcme())
    assert.deepEqual(texts(state.signIn.login.value), withoutSecrets)
    assert.ok([...bridge.texts.keys()].every((key) => key.includes('acme')))
  })

  test('fill in a user ID after a failed continue only if the field is untouched', async () => {
    const { state, bridge } = await openWindow(
      atSandbox({ remembered: [views.remembered(views.alice), views.remembered(views.bob)] }),
    )
    const { signIn } = state
    const { userId } = signIn.login.value.password.values
    bridge.answer('switchTo', refused('network'))
    await signIn.continueAs(signIn.login.value, views.alice)
    assert.equal(userId.value, 'alice')
    await signIn.continueAs(signIn.login.value, views.bob)
    assert.equal(userId.value, 'bob', 'what came by itself makes way')

    for (const text of ['carol', '']) {
      bridge.hold('switchTo')
      const isOver = signIn.continueAs(signIn.login.value, views.alice)
      typeInto(signIn.login.value.password, 'userId', text)
      await bridge.release('switchTo', refused('network'))
      await isOver
      assert.equal(userId.value, text, 'what was typed meanwhile stays, an empty field too')
    }
  })

  test('survive a reload with their choices, except secrets', async () => {
    const window = await openWindow(atSandbox())
    const forms = window.state.signIn.login.value
    fill(forms)
    forms.tab.value = 'guest'
    forms.method.value = 'token'
    forms.keep.value = false
    const again = await window.reload()
    const { login } = again.state.signIn
    assert.deepEqual(texts(login.value), withoutSecrets)
    assert.deepEqual(
      [login.value.tab.value, login.value.method.value, login.value.keep.value],
      ['guest', 'token', false],
    )
  })

  test('never give a secret to main to keep', async () => {
    const { state, bridge, show } = await openWindow(atSandbox())
    fill(state.signIn.login.value)
    await show(views.signedIn(views.needsSignIn()))
    const again = state.signIn.reauthentication.value
    assert.ok(again)
    fill(again)
    const kept = [...bridge.texts].flat().join('\n')
    assert.ok(kept.includes('minted lifetime'))
    for (const [form, field, isSecret] of fields) {
      if (isSecret) assert.ok(!kept.includes(`${form} ${field}`), `${form} ${field}`)
    }
  })
})

suite('the forms for signing in again', () => {
  const needsSignIn = (account = views.alice): View => ({
    ...views.signedIn(views.needsSignIn(account)),
    remembered: [views.remembered(views.alice), views.remembered(views.bob)],
  })

  async function atNeedsSignIn() {
    const window = await openWindow(needsSignIn())
    const forms = window.state.signIn.reauthentication.value
    assert.ok(forms)
    typeInto(forms.password, 'password', 'half a pass')
    return { ...window, forms }
  }

  const between: [what: string, session: Session][] = [
    [
      'the session ends again, for another reason',
      { ...views.needsSignIn(), code: 'tokenRejected' },
    ],
    ['it is tried again by itself', { state: 'signingIn', account: views.alice }],
    ['it is tried again for nobody known yet', { state: 'signingIn', account: null }],
    ['it is offline for a while', views.offline(null)],
    ['another account has to sign in again', views.needsSignIn(views.bob)],
    ['the person switches the account', { state: 'signedOut' }],
  ]
  for (const [what, session] of between) {
    test(`keep their text when ${what}`, async () => {
      const { state, show, forms } = await atNeedsSignIn()
      await show({ ...needsSignIn(), session })
      await show(needsSignIn())
      assert.equal(state.signIn.reauthentication.value, forms)
      assert.equal(forms.password.values.password.value, 'half a pass')
    })
  }

  test('never belong to another account', async () => {
    const { state, show } = await atNeedsSignIn()
    await show(needsSignIn(views.bob))
    const forms = state.signIn.reauthentication.value
    assert.equal(forms?.account?.userId, 'bob')
    assert.equal(forms?.password.values.userId.value, 'bob')
    assert.equal(forms?.password.values.password.value, '')
  })

  test('are deleted once the account is signed in, secrets first', async () => {
    const { state, show, forms } = await atNeedsSignIn()
    await show(views.signedIn())
    assert.equal(forms.password.values.password.value, '')
    await show(needsSignIn())
    assert.notEqual(state.signIn.reauthentication.value, forms)
  })

  test('know whether the session recovered while the person was typing', async () => {
    const { state, show } = await atNeedsSignIn()
    await show(views.signedIn())
    assert.equal(state.signIn.isInterrupted(), true)
    await show(needsSignIn())
    assert.equal(state.signIn.isInterrupted(), false)
  })

  test('are interrupted after a failed attempt, too', async () => {
    const { state, show, bridge, forms } = await atNeedsSignIn()
    bridge.answer('signInWithService', refused('credentialsRefused'))
    await state.signIn.withPassword(forms, 'password')
    await show(views.signedIn())
    assert.equal(state.signIn.isInterrupted(), true)
  })

  test('are not interrupted by the person’s own action', async () => {
    const { state, show, bridge, forms } = await atNeedsSignIn()
    bridge.answer('signInWithService', ok)
    await state.signIn.withPassword(forms, 'password')
    await show(views.signedIn())
    assert.equal(state.signIn.isInterrupted(), false)
  })
})
