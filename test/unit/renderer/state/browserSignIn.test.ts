import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as views from '../../../components/harness/views.ts'
import { ok, openWindow, refused } from '../fakeBridge.ts'

const workspace = { ...views.acme, signIn: 'oidc', issuerHost: 'login.acme.example' } as const

test('a sign-in through the browser asks for nobody in particular', async () => {
  const { state, bridge } = await openWindow(views.view({ workspace }))
  const forms = state.signIn.login.value
  forms.keep.value = false
  bridge.answer('signInWithBrowser', ok)
  assert.equal(await state.signIn.withBrowser(forms), true)
  assert.deepEqual(bridge.requests('signInWithBrowser'), [{ userId: null, keep: false }])
})

test('one that has to be done again asks for the user of the account', async () => {
  const { state, bridge } = await openWindow(
    views.view({ workspace, session: { ...views.needsSignIn(), method: 'oidc' } }),
  )
  const forms = state.signIn.reauthentication.value
  assert.ok(forms?.account)
  assert.equal(forms.method.value, 'password')
  await state.signIn.withBrowser(forms)
  assert.deepEqual(bridge.requests('signInWithBrowser'), [
    { userId: forms.account.userId, keep: true },
  ])
})

test('one that the person cancelled shows no error', async () => {
  const { state, bridge } = await openWindow(views.view({ workspace }))
  const forms = state.signIn.login.value
  bridge.answer('signInWithBrowser', refused('aborted'))
  assert.equal(await state.signIn.withBrowser(forms), false)
  assert.equal(forms.browser.progress.value.state, 'idle')
})

test('one that failed shows the sentence of its error', async () => {
  const { state, bridge } = await openWindow(views.view({ workspace }))
  const forms = state.signIn.login.value
  bridge.answer('signInWithBrowser', {
    ...refused('otherPerson'),
    about: { user: 'bob', wantedUser: 'alice' },
  })
  await state.signIn.withBrowser(forms)
  const progress = forms.browser.progress.value
  assert.ok(progress.state === 'refused')
  assert.match(progress.errors[0]?.message ?? '', /signed in as bob, .* belongs to alice/)
})
