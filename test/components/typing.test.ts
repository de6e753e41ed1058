import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { expect } from 'playwright/test'
import type { Page } from 'playwright'
import type { LinkRequest } from '../../preload/contract.ts'
import * as developerTools from './harness/developerTools.ts'
import * as views from './harness/views.ts'
import { chat, openChat, openSettings, showDeveloper, write } from './harness/screens.ts'
import { Harness } from './harness/harness.ts'

/** All text fields: how to open each, and its label. */
const places: [what: string, show: (harness: Harness) => Promise<void>, label: string][] = [
  ['the sign-in form', (harness) => harness.show(views.view()), 'Password'],
  ['the token form', showToken, 'User ID'],
  ['the guest form', (harness) => showTab(harness, 'Guest'), 'Display name'],
  ['the developer forms', showDeveloper, 'API secret'],
  [
    'the form to sign in again',
    (harness) => harness.show(views.signedIn(views.needsSignIn())),
    'Password',
  ],
  ['the form for a new workspace', showNewWorkspace, 'Server URL'],
  ['the same form in the settings', showNewWorkspaceInSettings, 'Server URL'],
  [
    'the dialog of a proxy',
    (harness) => harness.show({ ...views.signedIn(), proxy: views.proxy }, chat),
    'Password',
  ],
  [
    'the token service check',
    (harness) => developerTools.openTools(harness, 'Token service'),
    'User ID',
  ],
  ['the token inspector', showInspector, 'Token'],
  [
    'a switch of the sandbox',
    (harness) => developerTools.openTools(harness, 'Sandbox'),
    'Chat server delay',
  ],
  [
    'the filter of the timeline',
    (harness) => developerTools.openTools(harness, 'Timeline'),
    'Filter events',
  ],
  ['the composer', openChat, 'Message'],
]

suite('typed text', () => {
  let harness: Harness
  let page: Page
  before(async () => {
    harness = await Harness.open()
    page = harness.page
    await page.addInitScript(typist)
    await harness.show(views.view())
  })
  after(() => harness.close())

  for (const [what, show, label] of places) {
    test(`in the first frame of ${what} keeps its text and its focus`, async () => {
      await typeAtOnce(page, label)
      await show(harness)
      const field = page.locator('[data-typed]')
      await expect(field).toHaveValue('typed at once')
      await expect(field).toBeFocused()
      // All effects after the first frame have run.
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => setTimeout(done))),
      )
      await expect(field).toHaveValue('typed at once')
      await expect(field).toBeFocused()
    })
  }

  test('survives a reload, except secrets', async () => {
    await harness.show(views.view())
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
    await openChat(harness)
    const value = views.opened({ ...views.channel('messaging:garden', 'Garden club') })
    await harness.answer({
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
    await expect(page.getByRole('button', { name: 'Retry' })).toBeVisible()
  })

  test('of a message continues as a draft when the session ends, and keeps the focus', async () => {
    await openChat(harness)
    const composer = page.getByRole('textbox', { name: 'Message' })
    await composer.pressSequentially('half a ')
    await harness.emit('view', views.signedIn(views.needsSignIn()))
    await expect(page.getByLabel('Password')).toBeVisible()
    await composer.pressSequentially('thought')
    await page.keyboard.press('Enter')
    await expect(composer).toBeFocused()
    await expect(composer).toHaveValue('half a thought')
    assert.deepEqual(await harness.requests('sendMessage'), [])
    await harness.answer({ sendMessage: 'held' })
    await harness.emit('view', views.signedIn())
    await page.keyboard.press('Enter')
    await expect.poll(() => harness.requests('sendMessage')).toHaveLength(1)
  })

  test('of a password never becomes a message when the session recovers', async () => {
    await openChat(harness)
    await harness.emit('view', views.signedIn(views.needsSignIn()))
    await page.getByLabel('Password').pressSequentially('half a pass')
    await harness.emit('view', views.signedIn())
    await expect(page.getByLabel('Password')).toHaveCount(0)
    await expect(page.getByRole('log', { name: 'Messages' })).toBeFocused()
    await page.keyboard.type('word')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('')
    assert.deepEqual(await harness.requests('sendMessage'), [])
  })

  test('in the developer tools does not move to the composer when channels load late', async () => {
    await developerTools.openTools(harness, 'Token', developerTools.developing(), {
      listChannels: 'held',
    })
    const field = developerTools.tools(harness).getByLabel('Token', { exact: true }).last()
    await field.fill('a.b')
    await harness.release('listChannels', { ok: true, value: views.channelPage() })
    await expect(page.getByText('Here I am.')).toBeVisible()
    await expect(field).toBeFocused()
  })

  test('continues in its field after a late error, and after a withdrawn question', async () => {
    await harness.show(views.view({ developerMode: true }), { signInWithService: 'held' })
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
    await harness.release('signInWithService', refused)
    await expect(page.getByRole('alert')).toBeVisible()
    await expect(page.getByLabel('User ID')).toBeFocused()

    await page.keyboard.press('Tab')
    const password = page.getByLabel('Password')
    await expect(password).toBeFocused()
    await harness.emit('view', views.view({ proxy: views.proxy }))
    await expect(page.getByRole('dialog')).toBeVisible()
    await harness.emit('view', views.view())
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(password).toBeFocused()
  })

  test('in the proxy dialog stays there when the challenge is repeated', async () => {
    await harness.show(views.signedIn(), chat)
    await harness.emit('view', { ...views.signedIn(), proxy: views.proxy })
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('User name').fill('ada')
    const password = dialog.getByLabel('Password')
    await password.pressSequentially('half a ')
    for (let times = 0; times < 3; times += 1) {
      await harness.emit('view', views.signedIn())
      await password.pressSequentially('x')
      await harness.emit('view', { ...views.signedIn(), proxy: views.proxy })
      await password.pressSequentially('y')
    }
    await expect(password).toBeFocused()
    await expect(password).toHaveValue('half a xyxyxy')
    await expect(dialog.getByLabel('User name')).toHaveValue('ada')
  })

  test('delays a link’s question', async () => {
    await openChat(harness)
    const composer = page.getByRole('textbox', { name: 'Message' })
    await composer.pressSequentially('half a ')
    const linkRequest: LinkRequest = views.asking(views.acme)
    await harness.emit('view', { ...views.signedIn(), linkRequest })
    await composer.pressSequentially('thought ')
    await expect(composer).toHaveValue('half a thought ')
    await expect(page.getByRole('dialog')).toBeVisible()
    await harness.emit('view', views.signedIn())
    await expect(composer).toBeFocused()
  })
})

/** Types into the field with this label on the next page before its first paint. */
async function typeAtOnce(page: Page, label: string): Promise<void> {
  await page.evaluate((label) => sessionStorage.setItem('typeAtOnce', label), label)
}

/** Runs in each page. Finds the field by its label and types once. */
function typist(): void {
  const label = location.protocol === 'app:' ? sessionStorage.getItem('typeAtOnce') : null
  if (label === null) return
  sessionStorage.removeItem('typeAtOnce')
  // The callback runs after the field is rendered and before its first frame and later effects.
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

async function showTab(harness: Harness, name: string): Promise<void> {
  await harness.show(views.view())
  await harness.page.getByRole('tab', { name }).click()
}

async function showInspector(harness: Harness): Promise<void> {
  await harness.show(developerTools.developing(), chat)
  await harness.page.getByRole('button', { name: 'Developer tools', exact: true }).click()
}

async function showToken(harness: Harness): Promise<void> {
  await harness.show(views.view({ workspace: views.longName }))
}

async function showNewWorkspace(harness: Harness): Promise<void> {
  await harness.show(views.view())
  await harness.page.getByRole('button', { name: 'Workspace' }).click()
  await harness.page.getByRole('button', { name: 'Add a workspace' }).click()
}

async function showNewWorkspaceInSettings(harness: Harness): Promise<void> {
  await openSettings(harness, views.view())
  await harness.page.getByRole('button', { name: 'Add a workspace' }).click()
}
