import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { expect } from 'playwright/test'
import type { Page } from 'playwright'
import type { Preferences, View } from '../../../../preload/contract.ts'
import * as views from '../../harness/views.ts'
import { chat, openChat, openSettings } from '../../harness/screens.ts'
import { Harness } from '../../harness/harness.ts'

const heading = { name: 'Settings', level: 1 }

suite('the settings', () => {
  let harness: Harness
  let page: Page
  before(async () => {
    harness = await Harness.open()
    page = harness.page
  })
  after(() => harness.close())

  const toggle = (name: string) => page.getByRole('checkbox', { name, exact: true })
  const patches = () => harness.requests('changePreferences')

  test('open from the sign-in screen and keep the text typed there', async () => {
    await harness.show(views.view(), chat)
    await page.getByLabel('User ID').fill('alice')
    await page.getByRole('button', { name: 'Settings' }).click()
    await expect(page.getByRole('heading', heading)).toBeFocused()
    await page.getByRole('button', { name: 'Done' }).click()
    await expect(page.getByRole('heading', heading)).toHaveCount(0)
    await expect(page.getByLabel('User ID')).toHaveValue('alice')
  })

  test('open from the account menu and the app menu, and close with Escape', async () => {
    await harness.show(views.signedIn(), chat)
    await page.getByRole('button', { name: 'Account' }).click()
    await page.getByRole('menuitem', { name: 'Settings' }).click()
    await expect(page.getByRole('heading', heading)).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('navigation', { name: 'Channels' })).toBeVisible()
    await harness.emit('openSettings', null)
    await harness.emit('openSettings', null)
    await expect(page.getByRole('heading', heading)).toHaveCount(1)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('heading', heading)).toHaveCount(0)
  })

  test('keep the chat’s state', async () => {
    await openChat(harness)
    await page.getByRole('textbox', { name: 'Message' }).fill('Half a thou')
    await harness.emit('openSettings', null)
    await expect(page.getByRole('heading', heading)).toBeVisible()
    await harness.emit('message', views.message('8', { text: 'Meanwhile' }))
    await page.keyboard.press('Escape')
    await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('Half a thou')
    await expect(page.getByRole('log').getByText('Meanwhile')).toBeVisible()
  })

  test('show the preference in effect, not the click', async () => {
    await openSettings(harness, views.view())
    const wanted: [label: string, patch: Partial<Preferences>][] = [
      ['Remember window position', { keepWindow: false }],
      ['Start at login', { launchAtLogin: true }],
      ['Show in tray', { tray: true }],
      ['New messages', { notifyMessages: false }],
      ['Sign in again', { notifySignIn: false }],
      ['Developer mode', { developerMode: true }],
    ]
    for (const [label, patch] of wanted) {
      const before = await toggle(label).isChecked()
      await toggle(label).click()
      await expect(toggle(label)).toBeChecked({ checked: before })
      assert.deepEqual((await patches()).at(-1), patch)
      await harness.emit('view', preferring(patch))
      await expect(toggle(label)).toBeChecked({ checked: !before })
    }
    assert.equal((await patches()).length, wanted.length)
  })

  test('apply changes in order, and undo a rejected one', async () => {
    await openSettings(harness, views.view(), { changePreferences: 'held' })
    await toggle('Show in tray').click()
    await toggle('New messages').click()
    await expect(toggle('New messages')).toBeChecked()
    assert.deepEqual(await patches(), [{ tray: true }])
    await harness.release('changePreferences', { ok: true, value: null })
  })

  test('change the theme and the log level', async () => {
    await openSettings(harness, views.view())
    await page.getByRole('radio', { name: 'Dark' }).click()
    await expect(page.getByRole('radio', { name: 'System' })).toBeChecked()
    await harness.emit('view', preferring({ theme: 'dark' }))
    await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
    await page.getByRole('combobox', { name: 'Log' }).selectOption('Debug')
    assert.deepEqual(await patches(), [{ theme: 'dark' }, { logLevel: 'debug' }])
  })

  test('change the language without a reload, and back', async () => {
    await openSettings(harness, views.view())
    await page.getByRole('combobox', { name: 'Language' }).selectOption('Deutsch')
    await expect(page.getByRole('combobox', { name: 'Language' })).toHaveValue('system')
    const german = { language: 'de', locale: 'de-DE' } as const
    await harness.emit('view', { ...preferring({ language: 'de' }), ...german })
    await expect(page.getByRole('heading', { name: 'Einstellungen' })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', 'de')
    const language = page.getByRole('combobox', { name: 'Sprache' })
    await expect(language).toHaveValue('de')
    await language.selectOption('English')
    await harness.emit('view', preferring({ language: 'en' }))
    await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    assert.deepEqual(await patches(), [{ language: 'de' }, { language: 'en' }])
  })

  test('show the error of a rejected change and keep the old value', async () => {
    await openSettings(harness, views.view(), {
      changePreferences: { ok: false, code: 'systemRefused', message: '', field: null },
    })
    await toggle('Start at login').click()
    await expect(page.getByRole('alert')).toContainText('The system rejected this change.')
    await expect(toggle('Start at login')).not.toBeChecked()
    await page.getByRole('button', { name: 'Done' }).click()
    await harness.emit('openSettings', null)
    await expect(page.getByRole('heading', heading)).toBeVisible()
    await expect(page.getByRole('alert')).toHaveCount(0)
  })

  test('allow closing to the tray only with a tray icon', async () => {
    await openSettings(harness, views.view())
    await expect(toggle('Close to tray')).toBeDisabled()
    await expect(toggle('Close to tray')).toHaveAccessibleDescription('Requires the tray icon.')
    await harness.emit('view', preferring({ tray: true }))
    await toggle('Close to tray').click()
    assert.deepEqual(await patches(), [{ closeToTray: true }])
  })

  test('say why a preference is fixed', async () => {
    await openSettings(harness, views.view({ fixed: views.allFixed }))
    await expect(toggle('Start at login')).toBeDisabled()
    await expect(toggle('Developer mode')).toHaveAccessibleDescription(/configuration/)
    const log = page.getByRole('combobox', { name: 'Log' })
    await expect(log).toBeDisabled()
    await expect(log).toHaveAccessibleDescription(/LATCHKEY_LOG/)
  })

  test('list, select, add and remove workspaces while signed out', async () => {
    await openSettings(harness, views.view({ workspaces: [views.sandbox, views.acme] }))
    const section = page.getByRole('region', { name: 'Workspaces' })
    await section.getByRole('button', { name: 'Acme chat' }).click()
    assert.deepEqual(await harness.requests('chooseWorkspace'), [{ id: 'acme' }])
    await expect(page.getByRole('heading', heading)).toBeVisible()
    await section.getByRole('button', { name: 'Remove Acme' }).click()
    assert.deepEqual(await harness.requests('removeWorkspace'), [{ id: 'acme' }])
    await section.getByRole('button', { name: 'Add a workspace' }).click()
    await expect(section.getByLabel('Name', { exact: true })).toBeFocused()
    await section.getByRole('button', { name: 'Cancel' }).click()
    await expect(section.getByRole('button', { name: 'Latchkey Sandbox' })).toBeFocused()
  })

  test('order, change and remove workspaces that were added in the app', async () => {
    const other = { ...views.acme, id: 'other', name: 'Other' }
    const listed = [views.acme, other, views.sandbox]
    await openSettings(harness, views.view({ workspaces: listed }))
    const section = page.getByRole('region', { name: 'Workspaces' })
    await expect(section.getByRole('button', { name: /(Edit|Remove|Move) Latchkey/ })).toHaveCount(
      0,
    )
    const up = section.getByRole('button', { name: 'Move Acme up' })
    await expect(up).toHaveAttribute('aria-disabled', 'true')
    const down = section.getByRole('button', { name: 'Move Acme down' })
    await down.click()
    await harness.emit('view', views.view({ workspaces: [other, views.acme, views.sandbox] }))
    await expect(down).toBeFocused()
    await page.keyboard.press('Alt+ArrowUp')
    assert.deepEqual(await harness.requests('moveWorkspace'), [
      { id: 'acme', to: 'down' },
      { id: 'acme', to: 'up' },
    ])
    await section.getByRole('button', { name: 'Remove Other' }).click()
    assert.deepEqual(await harness.requests('removeWorkspace'), [{ id: 'other' }])
  })

  test('say before a workspace is saved that it becomes another one', async () => {
    await openSettings(harness, views.view({ workspaces: [views.acme, views.sandbox] }), {
      readWorkspace: {
        ok: true,
        value: {
          name: 'Acme chat',
          apiKey: 'key',
          serverUrl: 'https://chat.acme.example/',
          tokenServiceUrl: 'https://api.acme.example/token',
          signIn: 'password',
        },
      },
    })
    const section = page.getByRole('region', { name: 'Workspaces' })
    await section.getByRole('button', { name: 'Edit Acme' }).click()
    await expect(section.getByLabel('Name', { exact: true })).toBeFocused()
    const note = section.locator('.address-note')
    await section.getByLabel('Server URL').fill('https://chat.acme.example')
    await expect(note).toBeEmpty()
    await section.getByLabel('Token service URL').fill('https://api2.acme.example/token')
    await expect(note).toContainText('old token service')
    await section.getByLabel('Server URL').fill('https://chat2.acme.example')
    await expect(note).toContainText('another workspace')
    await section.getByRole('button', { name: 'Save changes' }).click()
    await expect(section.getByRole('button', { name: 'Edit Acme' })).toBeVisible()
    assert.deepEqual(await harness.requests('updateWorkspace'), [
      {
        id: 'acme',
        workspace: {
          name: 'Acme chat',
          apiKey: 'key',
          serverUrl: 'https://chat2.acme.example',
          tokenServiceUrl: 'https://api2.acme.example/token',
          signIn: 'password',
        },
      },
    ])
  })

  test('leave the workspace in use alone while signed in, and say so', async () => {
    const signedIn = views.signedIn()
    const acme = { ...signedIn.workspace, id: 'used', name: 'Used', source: 'app' as const }
    const workspaces = [acme, views.acme, views.sandbox]
    await openSettings(harness, { ...signedIn, workspace: acme, workspaces })
    const section = page.getByRole('region', { name: 'Workspaces' })
    await expect(section.getByText('sign out or switch account')).toBeVisible()
    await expect(
      section.getByRole('button', { name: 'Acme chat', exact: false }).first(),
    ).toBeDisabled()
    await expect(section.getByRole('button', { name: /(Edit|Remove) Used/ })).toHaveCount(0)
    await expect(section.getByRole('button', { name: 'Move Used down' })).toBeVisible()
    await expect(section.getByRole('button', { name: 'Edit Acme' })).toBeVisible()
    await expect(section.getByRole('button', { name: 'Add a workspace' })).toBeVisible()
  })

  test('show the log, the versions and the licences', async () => {
    await openSettings(harness, views.view(), { readAbout: { ok: true, value: views.about } })
    await page.getByRole('button', { name: 'Show log' }).click()
    assert.equal((await harness.requests('showLog')).length, 1)
    await expect(page.getByText('Electron 45.4.1, Chromium 150.0.7, Node 24.21.0')).toBeVisible()
    await page.getByText('Licences', { exact: true }).click()
    await page.getByText('preact 11.2.0').click()
    await expect(page.getByText('The MIT License (MIT)')).toBeVisible()
  })

  test('say when a build has no list of licences', async () => {
    await openSettings(harness, views.view())
    await page.getByText('Licences', { exact: true }).click()
    await expect(page.getByText('This build has no list of licences.')).toBeVisible()
  })

  test('show and forget sign-ins without a workspace, but not one that is being deleted', async () => {
    await openSettings(harness, views.view())
    await expect(page.getByRole('region', { name: 'Other saved sign-ins' })).toHaveCount(0)
    const otherSignIns = [views.stored, views.undeleted]
    await harness.emit('view', views.view({ keychain: views.locked, otherSignIns }))
    const section = page.getByRole('region', { name: 'Other saved sign-ins' })
    await expect(section.getByRole('listitem')).toHaveText([
      /Carol\s*carol, chat.acme.example\/eu/,
      /Alice Liddell\s*Signed out. GNOME Keyring still has your sign-in./,
    ])
    await expect(section.getByRole('button')).toHaveCount(1)
    await section.getByRole('button', { name: 'Forget Carol' }).click()
    assert.deepEqual(await harness.requests('forget'), [{ key: 'k1 carol' }])
  })
})

function preferring(patch: Partial<Preferences>): View {
  return views.view({ preferences: { ...views.preferences, ...patch } })
}
