import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { errorAt, textsOf, typeInto } from '../../../../renderer/state/form.ts'
import { settled } from '../../../support/fakes.ts'
import * as views from '../../../components/harness/views.ts'
import { ok, openWindow, refused, type TestWindow } from '../fakeBridge.ts'

const names = [
  'workspaceName',
  'apiKey',
  'serverUrl',
  'tokenServiceUrl',
  'issuer',
  'clientId',
  'scopes',
] as const
const typed = Object.fromEntries(names.map((name) => [name, name]))
const blank = Object.fromEntries(names.map((name) => [name, '']))

function fill({ state }: TestWindow): void {
  for (const name of names) typeInto(state.workspaces.draft.form, name, name)
}

suite('the form for a new workspace', () => {
  test('keeps its text when the dialog closes, the workspace changes or a session starts', async () => {
    const window = await openWindow()
    const { workspaces } = window.state
    fill(window)
    workspaces.draft.asks.value = 'none'
    workspaces.dialog.value = 'closed'
    await window.show(views.view({ workspace: views.acme }))
    await window.show(views.signedIn())
    await window.show(views.view())
    assert.deepEqual(textsOf(workspaces.draft.form), typed)
    assert.equal(workspaces.draft.asks.value, 'none')
  })

  test('survives a reload', async () => {
    const window = await openWindow()
    fill(window)
    window.state.workspaces.draft.asks.value = 'none'
    const { workspaces } = (await window.reload()).state
    assert.deepEqual(textsOf(workspaces.draft.form), typed)
    assert.equal(workspaces.draft.asks.value, 'none')
  })

  test('is empty once its workspace is added, except for newer text', async () => {
    const window = await openWindow()
    const { workspaces } = window.state
    fill(window)
    window.bridge.hold('addWorkspace')
    const isOver = workspaces.save()
    await settled()
    typeInto(workspaces.draft.form, 'apiKey', 'another')
    await window.bridge.release('addWorkspace', ok)
    await isOver
    assert.deepEqual(textsOf(workspaces.draft.form), { ...blank, apiKey: 'another' })
  })

  test('sends the identity provider of single sign-on, and asks for its URL and client ID', async () => {
    const window = await openWindow()
    const { workspaces } = window.state
    fill(window)
    workspaces.draft.asks.value = 'oidc'
    typeInto(workspaces.draft.form, 'issuer', ' ')
    typeInto(workspaces.draft.form, 'clientId', '')
    await workspaces.save()
    assert.deepEqual(window.bridge.requests('addWorkspace'), [])
    for (const field of ['issuer', 'clientId'] as const) {
      assert.ok(errorAt(workspaces.draft.form, field), field)
    }
    typeInto(workspaces.draft.form, 'issuer', ' https://login.acme.example ')
    typeInto(workspaces.draft.form, 'clientId', 'latchkey')
    typeInto(workspaces.draft.form, 'scopes', '')
    assert.deepEqual(workspaces.draft.typed().singleSignOn, {
      issuer: 'https://login.acme.example',
      clientId: 'latchkey',
      scopes: '',
      audience: null,
      prompt: null,
    })
    workspaces.draft.asks.value = 'password'
    assert.equal(workspaces.draft.typed().singleSignOn, undefined)
  })

  test('keeps the audience and the prompt of a workspace from a file, and the choice over a reload', async () => {
    const window = await openWindow()
    const provider = {
      issuer: 'https://login.acme.example',
      clientId: 'latchkey',
      scopes: 'openid',
      audience: 'chat',
      prompt: 'consent',
    }
    window.state.workspaces.draft.replace({
      name: 'Acme',
      apiKey: 'key',
      serverUrl: 'https://chat.acme.example/',
      tokenServiceUrl: 'https://api.acme.example/token',
      signIn: 'oidc',
      singleSignOn: provider,
    })
    typeInto(window.state.workspaces.draft.form, 'clientId', 'other')
    const typed = window.state.workspaces.draft.typed()
    assert.deepEqual(typed.singleSignOn, { ...provider, clientId: 'other' })
    const { draft } = (await window.reload()).state.workspaces
    assert.equal(draft.asks.value, 'oidc')
    assert.equal(textsOf(draft.form).issuer, provider.issuer)
  })

  test('keeps everything after an error', async () => {
    const window = await openWindow()
    fill(window)
    window.bridge.answer('addWorkspace', refused('badInput'))
    await window.state.workspaces.save()
    assert.deepEqual(textsOf(window.state.workspaces.draft.form), typed)
  })
})
