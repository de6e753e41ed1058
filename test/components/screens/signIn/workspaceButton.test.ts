import assert from 'node:assert/strict'
import { after, before, beforeEach, suite, test } from 'node:test'
import { expect } from 'playwright/test'
import type { Page } from 'playwright'
import * as views from '../../harness/views.ts'
import { Harness } from '../../harness/harness.ts'

suite('the workspace dialog', () => {
  let harness: Harness
  let page: Page
  before(async () => {
    harness = await Harness.open()
    page = harness.page
  })
  beforeEach(async () => {
    await harness.show(views.view({ workspaces: [views.sandbox, views.acme] }))
    await page.getByRole('button', { name: 'Workspace' }).click()
  })
  after(() => harness.close())

  test('focuses the current workspace and returns the focus', async () => {
    const dialog = page.getByRole('dialog', { name: 'Workspace' })
    await expect(dialog.getByRole('button', { name: 'Latchkey Sandbox' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await expect(page.getByRole('button', { name: 'Workspace' })).toBeFocused()
  })

  test('selects a workspace', async () => {
    await page.getByRole('dialog').getByRole('button', { name: 'Acme chat' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    assert.deepEqual(await harness.requests('chooseWorkspace'), [{ id: 'acme' }])
    await harness.emit('view', views.view({ workspace: views.acme }))
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in to Acme')
  })

  test('leads to the settings, where workspaces are changed', async () => {
    await harness.answer({ readAbout: { ok: true, value: views.about } })
    await page.getByRole('button', { name: 'Manage workspaces' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    const section = page.getByRole('region', { name: 'Workspaces' })
    await expect(section.getByRole('button', { name: 'Latchkey Sandbox' })).toBeFocused()
    await page.getByRole('button', { name: 'Done' }).click()
  })

  test('shows missing values and errors at their fields', async () => {
    await page.getByRole('button', { name: 'Add a workspace' }).click()
    await expect(page.getByLabel('Name')).toBeFocused()
    await page.getByRole('button', { name: 'Add workspace' }).click()
    await expect(page.getByRole('alert')).toHaveCount(3)
    await harness.answer({
      addWorkspace: { ok: false, code: 'badInput', message: '', field: 'serverUrl' },
    })
    await fillIn(page, 'ftp://chat.initech.example')
    await expect(page.getByLabel('Server URL')).toBeFocused()
    await expect(page.getByLabel('Server URL')).toHaveAccessibleDescription(
      'Enter a full URL that starts with https://',
    )
    await expect(page.getByLabel('API key')).toHaveValue('k3y')
  })

  test('focuses the new page before the next key', async () => {
    const add = page.getByRole('button', { name: 'Add a workspace' })
    // The form's code was loaded when the dialog opened.
    await page.waitForLoadState('networkidle')
    const isThere = await add.evaluate(async (button: HTMLElement) => {
      button.click()
      // Synchronous rendering is done here. Paints and keys come later.
      for (let turns = 0; turns < 50; turns += 1) await Promise.resolve()
      return document.activeElement?.closest('.field')?.querySelector('label')?.textContent
    })
    assert.equal(isThere, 'Name')
  })

  test('tests a workspace first, and adds one that failed only when asked again', async () => {
    const about = { host: 'chat.initech.example' }
    await harness.answer({
      checkWorkspace: {
        ok: true,
        value: [
          { check: 'reachable', result: 'passed' },
          { check: 'tls', result: 'passed' },
          { check: 'apiKey', result: 'failed', code: 'workspaceInvalid', about },
        ],
      },
    })
    await page.getByRole('button', { name: 'Add a workspace' }).click()
    await fillIn(page, 'https://chat.initech.example')
    await expect(page.getByLabel('API key')).toBeFocused()
    await expect(page.getByLabel('API key')).toHaveAccessibleDescription(/Check its API key/)
    const results = page.getByRole('list', { name: 'Test results' })
    await expect(results.getByRole('listitem')).toHaveText([
      'The chat server answers.',
      'The connection is encrypted, and this computer trusts the certificate.',
      /^The chat server does not know this workspace/,
    ])
    assert.deepEqual(await harness.requests('addWorkspace'), [])
    await page.getByRole('button', { name: 'Add anyway' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    assert.equal((await harness.requests('addWorkspace')).length, 1)
  })

  test('fills in the form from a file', async () => {
    await harness.answer({
      openWorkspaceFile: {
        ok: true,
        value: {
          name: 'Umbrella',
          apiKey: 'k3y',
          serverUrl: 'https://chat.umbrella.example',
          tokenServiceUrl: 'https://api.umbrella.example/token',
          signIn: 'none',
          signOut: 'delete',
        },
      },
    })
    await page.getByRole('button', { name: 'Add a workspace' }).click()
    await page.getByRole('button', { name: 'Fill in from a file…' }).click()
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Umbrella')
    await expect(page.getByLabel('User ID only')).toBeChecked()
    await expect(page.getByLabel('End the sign-in there when I sign out')).toBeChecked()
    await harness.answer({
      openWorkspaceFile: {
        ok: false,
        code: 'fileUnusable',
        message: '',
        field: null,
        about: { text: 'the field “apiKey” is missing' },
      },
    })
    await page.getByRole('button', { name: 'Fill in from a file…' }).click()
    await expect(page.getByRole('alert')).toHaveText(
      'This file cannot be used: the field “apiKey” is missing.',
    )
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Umbrella')
  })

  test('adds a workspace with its token service’s credentials', async () => {
    await page.getByRole('button', { name: 'Add a workspace' }).click()
    await page.getByLabel('Token service URL').fill('https://initech.example/token')
    await page.getByLabel('User ID only').check()
    await fillIn(page, 'https://chat.initech.example')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    assert.deepEqual(await harness.requests('addWorkspace'), [
      {
        name: 'Initech',
        apiKey: 'k3y',
        serverUrl: 'https://chat.initech.example',
        tokenServiceUrl: 'https://initech.example/token',
        signIn: 'none',
      },
    ])
  })

  test('adds a workspace with single sign-on', async () => {
    await page.getByRole('button', { name: 'Add a workspace' }).click()
    await page.getByLabel('Token service URL').fill('https://initech.example/token')
    await page.getByLabel('Single sign-on in the browser').check()
    await page.getByLabel('Client ID').fill('latchkey')
    await fillIn(page, 'https://chat.initech.example')
    const issuer = page.getByLabel('Identity provider URL (issuer)')
    await expect(issuer).toHaveAccessibleDescription('Enter the URL of the identity provider.')
    await issuer.fill('https://login.initech.example')
    await page.getByRole('button', { name: 'Add workspace' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    assert.deepEqual(await harness.requests('addWorkspace'), [
      {
        name: 'Initech',
        apiKey: 'k3y',
        serverUrl: 'https://chat.initech.example',
        tokenServiceUrl: 'https://initech.example/token',
        signIn: 'oidc',
        singleSignOn: {
          issuer: 'https://login.initech.example',
          clientId: 'latchkey',
          scopes: '',
          audience: null,
          prompt: null,
        },
      },
    ])
  })
})

async function fillIn(page: Page, serverUrl: string): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill('Initech')
  await page.getByLabel('API key').fill('k3y')
  await page.getByLabel('Server URL').fill(serverUrl)
  await page.getByRole('button', { name: 'Add workspace' }).click()
}
