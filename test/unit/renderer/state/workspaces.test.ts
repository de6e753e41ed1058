import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { textsOf, typeInto } from '../../../../renderer/state/form.ts'
import { settled } from '../../../support/fakes.ts'
import * as views from '../../../components/harness/views.ts'
import { ok, openWindow, refused, type TestWindow } from '../fakeBridge.ts'

const names = ['workspaceName', 'apiKey', 'serverUrl', 'tokenServiceUrl'] as const
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

  test('keeps everything after an error', async () => {
    const window = await openWindow()
    fill(window)
    window.bridge.answer('addWorkspace', refused('badInput'))
    await window.state.workspaces.save()
    assert.deepEqual(textsOf(window.state.workspaces.draft.form), typed)
  })
})
