import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { errorAt, textsOf, typeInto } from '../../../../renderer/state/form.ts'
import { isOtherAddress } from '../../../../renderer/state/sameAddress.ts'
import { errorText } from '../../../../renderer/text/errors.ts'
import type { NewWorkspace, WorkspaceFinding } from '../../../../preload/contract.ts'
import { settled } from '../../../support/fakes.ts'
import { ok, openWindow, refused, type TestWindow } from '../fakeBridge.ts'

const acme: NewWorkspace = {
  name: 'Acme',
  apiKey: 'key',
  serverUrl: 'https://chat.acme.example/',
  tokenServiceUrl: 'https://api.acme.example/token',
  signIn: 'none',
  signOut: 'delete',
}
const about = { host: 'chat.acme.example' }
const wrongKey: WorkspaceFinding = {
  check: 'apiKey',
  result: 'failed',
  code: 'workspaceInvalid',
  about,
}
const passed: WorkspaceFinding = { check: 'reachable', result: 'passed' }

async function openDraft(findings: WorkspaceFinding[] = []) {
  const window = await openWindow()
  const { workspaces } = window.state
  workspaces.dialog.value = 'new'
  workspaces.draft.replace(acme)
  window.bridge.answer('checkWorkspace', { ok: true, value: findings })
  return { window, workspaces, draft: workspaces.draft, bridge: window.bridge }
}

async function openEdit(window: TestWindow) {
  window.bridge.answer('readWorkspace', { ok: true, value: acme })
  await window.state.workspaces.beginEdit('acme')
  const edit = window.state.workspaces.edit.value
  assert.ok(edit)
  return edit.form
}

suite('the test of a workspace', () => {
  test('comes before it is saved, with everything that is typed', async () => {
    const { workspaces, bridge } = await openDraft([passed])
    await workspaces.save()
    assert.deepEqual(bridge.requests('checkWorkspace'), [acme])
    assert.deepEqual(bridge.requests('addWorkspace'), [acme])
    assert.equal(workspaces.dialog.value, 'closed')
  })

  test('shows what failed at its field and saves nothing, and a second press saves all the same', async () => {
    const { workspaces, draft, bridge } = await openDraft([passed, wrongKey])
    await workspaces.save()
    assert.deepEqual(bridge.requests('addWorkspace'), [])
    assert.equal(errorAt(draft.form, 'apiKey'), errorText('workspaceInvalid'))
    assert.equal(draft.hasFailed.value, true)
    assert.deepEqual(draft.findings.value, [passed, wrongKey])
    assert.equal(textsOf(draft.form).workspaceName, 'Acme')
    await workspaces.save()
    assert.equal(bridge.requests('checkWorkspace').length, 1)
    assert.deepEqual(bridge.requests('addWorkspace'), [acme])
  })

  for (const [finding, field] of [
    [{ check: 'reachable', code: 'network' }, 'serverUrl'],
    [{ check: 'tls', code: 'certificateExpired' }, 'serverUrl'],
    [{ check: 'apiKey', code: 'addressWrong' }, 'serverUrl'],
    [{ check: 'apiKey', code: 'workspaceInvalid' }, 'apiKey'],
    [{ check: 'tokenService', code: 'tokenServiceWrong' }, 'tokenServiceUrl'],
  ] as const) {
    test(`puts ${finding.code} of ${finding.check} at ${field}, in words of its own`, async () => {
      const { draft } = await openDraft([{ ...finding, result: 'failed', about }])
      assert.equal(await draft.test(), false)
      assert.match(errorAt(draft.form, field) ?? '', /\w+/)
    })
  }

  test('is made again when a server, the key or the service changes, but not for a name', async () => {
    const { draft, bridge } = await openDraft([wrongKey])
    await draft.test()
    typeInto(draft.form, 'workspaceName', 'Another')
    assert.equal(draft.hasFailed.value, true)
    typeInto(draft.form, 'apiKey', 'other')
    assert.equal(draft.hasFailed.value, false)
    assert.deepEqual(draft.findings.value, [])
    assert.equal(errorAt(draft.form, 'apiKey'), null)
    bridge.answer('checkWorkspace', { ok: true, value: [passed] })
    await draft.save()
    assert.equal(bridge.requests('checkWorkspace').length, 2)
    assert.equal(bridge.requests('addWorkspace').length, 1)
  })

  test('is not made without the required fields', async () => {
    const { draft, bridge } = await openDraft()
    typeInto(draft.form, 'serverUrl', ' ')
    assert.equal(await draft.test(), false)
    assert.deepEqual(bridge.requests('checkWorkspace'), [])
    assert.match(errorAt(draft.form, 'serverUrl') ?? '', /Enter/)
  })

  test('that main refuses is an error of the form', async () => {
    const { draft, bridge, workspaces } = await openDraft()
    bridge.answer('checkWorkspace', refused('aborted'))
    await workspaces.save()
    assert.match(errorAt(draft.form, null) ?? '', /Stopped/)
    assert.deepEqual(bridge.requests('addWorkspace'), [])
  })

  test('leaves text alone that is typed meanwhile', async () => {
    const { draft, bridge } = await openDraft()
    bridge.hold('checkWorkspace')
    const saving = draft.save()
    typeInto(draft.form, 'workspaceName', 'Newer')
    await bridge.release('checkWorkspace', { ok: true, value: [passed] })
    await saving
    assert.deepEqual(bridge.requests('addWorkspace'), [acme])
    assert.equal(textsOf(draft.form).workspaceName, 'Newer')
  })
})

suite('a workspace file', () => {
  test('fills in the form, to be looked at before it is saved', async () => {
    const window = await openWindow()
    const { draft } = window.state.workspaces
    typeInto(draft.form, 'workspaceName', 'Typed')
    window.bridge.answer('openWorkspaceFile', { ok: true, value: acme })
    await draft.readFile()
    assert.deepEqual(draft.typed(), acme)
    assert.deepEqual(window.bridge.requests('addWorkspace'), [])
  })

  test('that is wrong or not chosen leaves the text as it is', async () => {
    const window = await openWindow()
    const { draft } = window.state.workspaces
    typeInto(draft.form, 'workspaceName', 'Typed')
    for (const reply of [{ ok: true, value: null } as const, refused('fileUnusable')]) {
      window.bridge.answer('openWorkspaceFile', reply)
      await draft.readFile()
      assert.equal(textsOf(draft.form).workspaceName, 'Typed')
    }
    assert.match(errorAt(draft.form, null) ?? '', /^This file cannot be used/)
  })
})

suite('a change of a workspace', () => {
  test('starts with the saved text, is tested and saved under the id', async () => {
    const window = await openWindow()
    const form = await openEdit(window)
    assert.deepEqual(form.typed(), acme)
    assert.equal(window.state.workspaces.dialog.value, 'edit')
    typeInto(form.form, 'workspaceName', 'New name')
    await window.state.workspaces.save()
    const workspace = { ...acme, name: 'New name' }
    assert.deepEqual(window.bridge.requests('checkWorkspace'), [workspace])
    assert.deepEqual(window.bridge.requests('updateWorkspace'), [{ id: 'acme', workspace }])
    assert.equal(window.state.workspaces.dialog.value, 'list')
  })

  test('that was typed survives a reload, and one that is cancelled does not', async () => {
    const window = await openWindow()
    typeInto((await openEdit(window)).form, 'serverUrl', 'https://typed.example')
    const reloaded = await window.reload()
    const form = await openEdit(reloaded)
    assert.equal(textsOf(form.form).serverUrl, 'https://typed.example')
    assert.equal(textsOf(form.form).workspaceName, 'Acme')
    reloaded.state.workspaces.cancel()
    assert.equal(textsOf((await openEdit(reloaded)).form).serverUrl, acme.serverUrl)
  })

  test('that main refuses keeps the text and the page', async () => {
    const window = await openWindow()
    const form = await openEdit(window)
    typeInto(form.form, 'apiKey', 'other')
    window.bridge.answer('updateWorkspace', refused('workspaceExists'))
    await window.state.workspaces.save()
    assert.equal(textsOf(form.form).apiKey, 'other')
    assert.equal(window.state.workspaces.dialog.value, 'edit')
  })

  test('does not touch the text of a new workspace', async () => {
    const window = await openWindow()
    const { draft } = window.state.workspaces
    typeInto(draft.form, 'workspaceName', 'Half a name')
    await openEdit(window)
    window.state.workspaces.cancel()
    assert.equal(textsOf(draft.form).workspaceName, 'Half a name')
  })
})

suite('the list of workspaces', () => {
  test('removes one with its drafts, and tells main of messages that were not sent', async () => {
    const window = await openWindow()
    const { inputs, workspaces } = window.state
    inputs.keep(['account', 'acme', 'acme/alice', 'draft', 'messaging:a'], 'half a thought')
    inputs.keep(['account', 'acme', 'acme/alice', 'outgoing', 'm1'], '{}')
    inputs.keep(['account', 'other', 'other/alice', 'draft', 'messaging:a'], 'another')
    await workspaces.remove('acme')
    assert.deepEqual(window.bridge.requests('removeWorkspace'), [{ id: 'acme', unsentMessages: 1 }])
    assert.deepEqual(inputs.under(['account', 'acme']), [])
    assert.equal(inputs.under(['account', 'other']).length, 1)
  })

  test('keeps everything, without an error, when the person keeps the workspace', async () => {
    const window = await openWindow()
    const { inputs, workspaces } = window.state
    inputs.keep(['account', 'acme', 'acme/alice', 'draft', 'messaging:a'], 'half a thought')
    window.bridge.answer('removeWorkspace', refused('aborted'))
    await workspaces.remove('acme')
    assert.equal(inputs.under(['account', 'acme']).length, 1)
    assert.equal(errorAt(workspaces.choice, null), null)
  })

  test('moves one and shows why it could not', async () => {
    const window = await openWindow()
    const { workspaces } = window.state
    assert.equal(await workspaces.move('acme', 'up'), true)
    assert.deepEqual(window.bridge.requests('moveWorkspace'), [{ id: 'acme', to: 'up' }])
    window.bridge.answer('moveWorkspace', refused('notFound'))
    assert.equal(await workspaces.move('acme', 'down'), false)
    assert.match(errorAt(workspaces.choice, null) ?? '', /no longer exists/)
  })

  test('makes one call at a time', async () => {
    const window = await openWindow()
    const { workspaces } = window.state
    window.bridge.hold('moveWorkspace')
    const moving = workspaces.move('acme', 'up')
    await workspaces.remove('acme')
    assert.deepEqual(window.bridge.requests('removeWorkspace'), [])
    await window.bridge.release('moveWorkspace', ok)
    await moving
    await settled()
  })
})

test('an address is another one where main says so, and the same with a slash or capital letters', () => {
  const saved = 'https://chat.acme.example/base'
  for (const same of [`${saved}/`, ` ${saved} `, 'HTTPS://Chat.Acme.example:443/base']) {
    assert.equal(isOtherAddress(same, saved), false, same)
  }
  for (const other of [
    '',
    'chat',
    'https://chat.acme.example',
    `${saved}?a=b`,
    saved.toUpperCase(),
  ]) {
    assert.equal(isOtherAddress(other, saved), true, other)
  }
  assert.equal(isOtherAddress('', ''), false)
})
