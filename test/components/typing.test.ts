import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { expect } from 'playwright/test'
import type { Page } from 'playwright'
import type { LinkRequest } from '../../preload/contract.ts'
import * as bench from './harness/developerTools.ts'
import * as scene from './harness/views.ts'
import { chat, openChat, openSettings, showDeveloper, write } from './harness/screens.ts'
import { Stage } from './harness/harness.ts'

/** Each place where something can be typed: how it comes up, and the label of the field. */
const places: [what: string, show: (stage: Stage) => Promise<void>, label: string][] = [
  ['the sign-in form', (stage) => stage.show(scene.view()), 'Password'],
  ['the token form', showToken, 'User ID'],
  ['the guest form', (stage) => showTab(stage, 'Guest'), 'Display name'],
  ['the developer forms', showDeveloper, 'API secret'],
  [
    'the form to sign in again',
    (stage) => stage.show(scene.signedIn(scene.needsSignIn())),
    'Password',
  ],
  ['the form for a new workspace', showNewWorkspace, 'Server URL'],
  ['the same form in the settings', showNewWorkspaceInSettings, 'Server URL'],
  [
    'the dialog of a proxy',
    (stage) => stage.show({ ...scene.signedIn(), proxy: scene.proxy }, chat),
    'Password',
  ],
  ['the token service check', (stage) => bench.openTools(stage, 'Token service'), 'User ID'],
  ['the token inspector', showInspector, 'Token'],
  ['a switch of the sandbox', (stage) => bench.openTools(stage, 'Sandbox'), 'Chat server delay'],
  ['the filter of the timeline', (stage) => bench.openTools(stage, 'Timeline'), 'Filter events'],
  ['the composer', openChat, 'Message'],
]

suite('typed text', () => {
  let stage: Stage
  let page: Page
  before(async () => {
    stage = await Stage.open()
    page = stage.page
    await page.addInitScript(typist)
    await stage.show(scene.view())
  })
  after(() => stage.close())

  for (const [what, show, label] of places) {
    test(`in the first frame of ${what} keeps its text and its focus`, async () => {
      await typeAtOnce(page, label)
      await show(stage)
      const field = page.locator('[data-typed]')
      await expect(field).toHaveValue('typed at once')
      await expect(field).toBeFocused()
      // Everything that follows a first frame has run by now.
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => setTimeout(done))),
      )
      await expect(field).toHaveValue('typed at once')
      await expect(field).toBeFocused()
    })
  }

  test('survives a reload, except secrets', async () => {
    await stage.show(scene.view())
    await page.getByLabel('User ID').fill('alice')
    await page.getByLabel('Password').fill('wonderland')
    await page.getByRole('tab', { name: 'Guest' }).click()
    await page.getByLabel('Display name').fill('Mallory')
    await page.reload()
    await expect(page.getByLabel('Display name')).toHaveValue('Mallory')
    await page.getByRole('tab', { name: 'Sign in' }).click()
    await expect(page.getByLabel('User ID')).toHaveValue('alice')
    await expect(page.getByLabel('Password')).toHaveValue('')
  })

  test('of a message survives a reload, with the open channel and unsent messages', async () => {
    await openChat(stage)
    const value = scene.opened({ ...scene.channel('messaging:garden', 'Garden club') })
    await stage.answer({
      openChannel: { ok: true, value },
      sendMessage: { ok: false, code: 'notAllowed', message: '', field: null },
    })
    await page.getByRole('button', { name: 'Garden club' }).click()
    await write(page, 'do not have access')
    await page.getByRole('alert').waitFor()
    await page.getByRole('textbox', { name: 'Message' }).fill('half a thought')
    await page.reload()
    await expect(page.getByRole('heading', { name: 'Garden club' })).toBeVisible()
    await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('half a thought')
    await expect(page.getByText('do not have access')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Send again' })).toBeVisible()
  })

  test('of a message continues as a draft when the session ends, and keeps the focus', async () => {
    await openChat(stage)
    const composer = page.getByRole('textbox', { name: 'Message' })
    await composer.pressSequentially('half a ')
    await stage.tell('view', scene.signedIn(scene.needsSignIn()))
    await expect(page.getByLabel('Password')).toBeVisible()
    await composer.pressSequentially('thought')
    await page.keyboard.press('Enter')
    await expect(composer).toBeFocused()
    await expect(composer).toHaveValue('half a thought')
    assert.deepEqual(await stage.requests('sendMessage'), [])
    await stage.answer({ sendMessage: 'held' })
    await stage.tell('view', scene.signedIn())
    await page.keyboard.press('Enter')
    await expect.poll(() => stage.requests('sendMessage')).toHaveLength(1)
  })

  test('of a password never becomes a message when the session recovers', async () => {
    await openChat(stage)
    await stage.tell('view', scene.signedIn(scene.needsSignIn()))
    await page.getByLabel('Password').pressSequentially('half a pass')
    await stage.tell('view', scene.signedIn())
    await expect(page.getByLabel('Password')).toHaveCount(0)
    await expect(page.getByRole('log', { name: 'Messages' })).toBeFocused()
    await page.keyboard.type('word')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('')
    assert.deepEqual(await stage.requests('sendMessage'), [])
  })

  test('in the developer tools does not move to the composer when channels load late', async () => {
    await bench.openTools(stage, 'Token', bench.developing(), { listChannels: 'held' })
    const field = bench.tools(stage).getByLabel('Token', { exact: true }).last()
    await field.fill('a.b')
    await stage.release('listChannels', { ok: true, value: scene.channels })
    await expect(page.getByText('Here I am.')).toBeVisible()
    await expect(field).toBeFocused()
  })

  test('continues in its field after a late error, and after a withdrawn question', async () => {
    await stage.show(scene.view({ developerMode: true }), { signInWithService: 'held' })
    await page.getByLabel('User ID').fill('alice')
    await page.getByLabel('Password').fill('wonderland')
    await page.keyboard.press('Enter')
    await page.getByLabel('User ID').pressSequentially(' and')
    const refused = {
      ok: false,
      code: 'credentialsRefused',
      message: '',
      field: 'password',
    } as const
    await stage.release('signInWithService', refused)
    await expect(page.getByRole('alert')).toBeVisible()
    await expect(page.getByLabel('User ID')).toBeFocused()

    await page.keyboard.press('Tab')
    const password = page.getByLabel('Password')
    await expect(password).toBeFocused()
    await stage.tell('view', scene.view({ proxy: scene.proxy }))
    await expect(page.getByRole('dialog')).toBeVisible()
    await stage.tell('view', scene.view())
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(password).toBeFocused()
  })

  test('in the proxy dialog stays there when the challenge is repeated', async () => {
    await stage.show(scene.signedIn(), chat)
    await stage.tell('view', { ...scene.signedIn(), proxy: scene.proxy })
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('User name').fill('ada')
    const password = dialog.getByLabel('Password')
    await password.pressSequentially('half a ')
    for (let times = 0; times < 3; times += 1) {
      await stage.tell('view', scene.signedIn())
      await password.pressSequentially('x')
      await stage.tell('view', { ...scene.signedIn(), proxy: scene.proxy })
      await password.pressSequentially('y')
    }
    await expect(password).toBeFocused()
    await expect(password).toHaveValue('half a xyxyxy')
    await expect(dialog.getByLabel('User name')).toHaveValue('ada')
  })

  test('delays a link’s question', async () => {
    await openChat(stage)
    const composer = page.getByRole('textbox', { name: 'Message' })
    await composer.pressSequentially('half a ')
    const linkRequest: LinkRequest = scene.asking(scene.acme)
    await stage.tell('view', { ...scene.signedIn(), linkRequest })
    await composer.pressSequentially('thought ')
    await expect(composer).toHaveValue('half a thought ')
    await expect(page.getByRole('dialog')).toBeVisible()
    await stage.tell('view', scene.signedIn())
    await expect(composer).toBeFocused()
  })
})

/** The next page types into the field with this label as soon as it is there: before its first frame is painted. */
async function typeAtOnce(page: Page, label: string): Promise<void> {
  await page.evaluate((label) => sessionStorage.setItem('typeAtOnce', label), label)
}

/** Runs in each page. Finds the field by its label and types once. */
function typist(): void {
  const label = location.protocol === 'app:' ? sessionStorage.getItem('typeAtOnce') : null
  if (label === null) return
  sessionStorage.removeItem('typeAtOnce')
  // The callback runs when the field has been rendered, before any frame with it and all effects after that frame.
  const observer = new MutationObserver(() => {
    const labelled = [...document.querySelectorAll('label')].find(
      (one) => one.textContent === label,
    )
    const named = document.querySelector(
      `input[aria-label="${label}"], textarea[aria-label="${label}"]`,
    )
    const field = labelled?.control ?? named
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return
    observer.disconnect()
    field.dataset['typed'] = ''
    field.focus()
    field.select()
    document.execCommand('insertText', false, 'typed at once')
  })
  observer.observe(document, { childList: true, subtree: true })
}

async function showTab(stage: Stage, name: string): Promise<void> {
  await stage.show(scene.view())
  await stage.page.getByRole('tab', { name }).click()
}

async function showInspector(stage: Stage): Promise<void> {
  await stage.show(bench.developing(), chat)
  await stage.page.getByRole('button', { name: 'Developer tools', exact: true }).click()
}

async function showToken(stage: Stage): Promise<void> {
  await stage.show(scene.view({ workspace: scene.longName }))
}

async function showNewWorkspace(stage: Stage): Promise<void> {
  await stage.show(scene.view())
  await stage.page.getByRole('button', { name: 'Workspace' }).click()
  await stage.page.getByRole('button', { name: 'Add a workspace' }).click()
}

async function showNewWorkspaceInSettings(stage: Stage): Promise<void> {
  await openSettings(stage, scene.view())
  await stage.page.getByRole('button', { name: 'Add a workspace' }).click()
}
