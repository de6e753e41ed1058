import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MessageBoxOptions } from 'electron'
import { agreeButton, cancelButton } from '../../../main/ipc/consent.ts'
import { createWorkspaceHandlers } from '../../../main/ipc/workspaceHandlers.ts'
import { createSettings, type SavedWorkspace } from '../../../main/settings/settings.ts'
import { en } from '../../../main/text/en.ts'
import { createWorkspaces } from '../../../main/workspaces/workspaces.ts'
import type { NewWorkspace } from '../../../preload/contract.ts'
import { FakeStore, settled } from '../../support/fakes.ts'
import { takeSignOuts } from '../../support/fakeSignOuts.ts'
import {
  alice,
  bob,
  openHarness,
  openSignedIn,
  outcome,
  status,
  workspaceId,
  type Harness,
} from '../auth/harness.ts'

const acme: NewWorkspace = {
  name: 'Acme',
  apiKey: 'key',
  serverUrl: 'https://chat.acme.example',
  tokenServiceUrl: '',
  signIn: 'password',
}
const acmeId = 'key@https://chat.acme.example'

/** Handlers over the workspaces of a settings file; the harness's session is in the workspace with the id `team`. */
function handle(harness: Harness, answer = agreeButton) {
  const questions: MessageBoxOptions[] = []
  const checked: SavedWorkspace[] = []
  const workspaces = createWorkspaces({
    texts: () => en,
    configuration: { kind: 'none' },
    settings: createSettings(new FakeStore(), () => 'random'),
    sandbox: { start: () => assert.fail(), started: () => null },
    makeBackend: () => assert.fail(),
    changed: () => undefined,
  })
  const handlers = createWorkspaceHandlers({
    session: harness.run.session,
    accounts: harness.run.accounts,
    workspaces,
    async checkWorkspace(workspace) {
      checked.push(workspace)
      return []
    },
    async ask(question) {
      questions.push(question)
      return { response: answer, checkboxChecked: false }
    },
    askFile: async () => null,
    texts: () => en,
  })
  const run = (act: () => unknown) => outcome((async () => act())())
  return { handlers, workspaces, questions, checked, run }
}

/** Alice is remembered in Acme. */
async function openRemembered(answer = agreeButton, before?: (harness: Harness) => void) {
  const harness = await openSignedIn(true, before)
  harness.run.session.switchAccount()
  const handled = handle(harness, answer)
  handled.handlers.addWorkspace(acme)
  const [entry] = harness.index.list()
  assert.ok(entry)
  // Under the id of the workspace that was added.
  const account = { ...entry.account, workspaceId: acmeId, key: `${acmeId}/alice` }
  harness.index.put({ ...entry, account, record: entry.account.key })
  harness.index.remove(entry.account.key)
  return { harness, ...handled }
}

test('a workspace that is added is selected, but not while another is in use', async () => {
  const { handlers, workspaces } = handle(openHarness())
  handlers.addWorkspace(acme)
  assert.equal(workspaces.current().id, acmeId)

  const busy = handle(await openSignedIn())
  busy.handlers.addWorkspace(acme)
  assert.equal(busy.workspaces.current().id, 'sandbox')
  // The sandbox is there twice: with a password, and with single sign-on.
  assert.equal(busy.workspaces.list().length, 3)
})

test('no workspace can be selected while one is in use, and that one cannot be changed', async () => {
  const harness = await openSignedIn()
  const { handlers, workspaces, questions, run } = handle(harness)
  handlers.addWorkspace(acme)
  assert.equal(await run(() => handlers.chooseWorkspace({ id: acmeId })), 'badInput')
  workspaces.choose(acmeId)
  const workspace = { ...acme, name: 'New' }
  assert.equal(await run(() => handlers.updateWorkspace({ id: acmeId, workspace })), 'badInput')
  assert.equal(await run(() => handlers.removeWorkspace({ id: acmeId })), 'badInput')
  assert.deepEqual(questions, [])
  harness.run.session.switchAccount()
  assert.equal(await run(() => handlers.updateWorkspace({ id: acmeId, workspace })), 'done')
  assert.equal(await run(() => handlers.removeWorkspace({ id: acmeId })), 'done')
})

test('another workspace than the one in use can be changed, moved and removed', async () => {
  const { handlers, workspaces } = handle(await openSignedIn())
  handlers.addWorkspace(acme)
  handlers.addWorkspace({ ...acme, apiKey: 'other' })
  handlers.updateWorkspace({ id: acmeId, workspace: { ...acme, name: 'Acme 2' } })
  handlers.moveWorkspace({ id: acmeId, to: 'down' })
  assert.deepEqual(
    workspaces.list().map(({ name }) => name),
    ['Acme', 'Acme 2', 'Sandbox', 'Sandbox with single sign-on'],
  )
  await handlers.removeWorkspace({ id: acmeId })
  assert.equal(workspaces.list().length, 3)
})

test('removing asks first and tells how many sign-ins and messages go', async () => {
  for (const [unsentMessages, detail] of [
    [0, /^Its saved sign-in is deleted from this computer, with drafts and saved messages\.$/],
    [1, / 1 message that was not sent is lost\.$/],
    [3, / 3 messages that were not sent are lost\.$/],
  ] as const) {
    const { harness, handlers, workspaces, questions, run } = await openRemembered(cancelButton)
    const removing = run(() => handlers.removeWorkspace({ id: acmeId, unsentMessages }))
    assert.equal(await removing, 'aborted')
    const [question] = questions
    assert.equal(question?.message, 'Remove the workspace “Acme”?')
    assert.match(question?.detail ?? '', detail)
    assert.deepEqual([question?.defaultId, question?.cancelId], [cancelButton, cancelButton])
    assert.equal(workspaces.current().id, acmeId)
    assert.equal(harness.vault.records.size, 1)
  }
})

test('removing a workspace without sign-ins says that there are none', async () => {
  const { handlers, questions } = handle(openHarness())
  handlers.addWorkspace(acme)
  await handlers.removeWorkspace({ id: acmeId })
  assert.equal(questions[0]?.detail, 'No sign-in is saved for it on this computer.')
})

test('removing wipes the sign-ins of the workspace, and of no other', async () => {
  const { harness, handlers, workspaces } = await openRemembered()
  await harness.run.session.signIn(bob, true)
  harness.run.session.switchAccount()
  await handlers.removeWorkspace({ id: acmeId })
  assert.deepEqual(
    harness.index.list().map(({ account }) => account.key),
    [`${workspaceId}/bob`],
  )
  assert.equal(harness.vault.records.size, 1)
  assert.deepEqual(
    workspaces.list().map(({ source }) => source),
    ['sandbox', 'sandbox'],
  )
})

test('removing ends the sign-ins at a token service that is told of it', async () => {
  const { harness, handlers } = await openRemembered(agreeButton, ({ service }) =>
    takeSignOuts(service),
  )
  await handlers.removeWorkspace({ id: acmeId })
  await settled()
  assert.deepEqual(
    harness.service.calls.filter((call) => call.startsWith('signOut')),
    ['signOut credential-alice-1'],
  )
})

test('a person who signs in while the question is open keeps the workspace', async () => {
  const harness = openHarness()
  const { handlers, run, questions, workspaces } = handle(harness)
  handlers.addWorkspace(acme)
  const removing = run(() => handlers.removeWorkspace({ id: acmeId }))
  void harness.run.session.signIn(alice, false)
  assert.equal(await removing, 'badInput')
  assert.equal(questions.length, 1)
  assert.equal(workspaces.current().id, acmeId)
})

test('what was not added in the app cannot be removed, and nothing is asked', async () => {
  const harness = await openSignedIn()
  harness.run.session.switchAccount()
  const { handlers, questions, run } = handle(harness)
  for (const id of ['sandbox', 'nowhere', workspaceId]) {
    assert.equal(await run(() => handlers.removeWorkspace({ id })), 'notFound')
  }
  assert.deepEqual(questions, [])
  assert.equal(harness.vault.records.size, 1)
  assert.equal(status(harness), 'signedOut')
})

test('a workspace is read before it is tested, and its errors stand at their fields', async () => {
  const { handlers, checked } = handle(openHarness())
  await handlers.checkWorkspace({ ...acme, name: ' Acme ' })
  assert.deepEqual(checked, [
    { name: 'Acme', apiKey: 'key', serverUrl: 'https://chat.acme.example/', tokenService: null },
  ])
  await assert.rejects(async () => handlers.checkWorkspace({ ...acme, serverUrl: 'http://a.b' }), {
    code: 'badInput',
    field: 'serverUrl',
  })
})

test('a person who chooses no file gets no workspace', async () => {
  assert.equal(await handle(openHarness()).handlers.openWorkspaceFile(), null)
})
