import { test } from 'node:test'
import type { Menu } from 'electron'
import type { Page } from 'playwright'
import type { MainProcess } from '../support/app/mainProcess.ts'
import { aliceAndBob } from '../support/app/page.ts'
import { until } from '../support/app/waiting.ts'
import { setStage } from './harness.ts'

const stage = setStage()

/** The variables of a German desktop. */
const german = { LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8', LANGUAGE: 'de' }

declare global {
  /** The menus that the app has built since `recordMenus`: that of the tray cannot be read from Electron. */
  var builtMenus: Menu[]
}

test('on a German system the app is German, and it changes to English without a restart', async () => {
  const { electron, page } = await stage.launch({ env: german })
  await page.getByLabel('Benutzer-ID').fill('alice')
  await page.getByLabel('Passwort').fill('alice-sandbox')
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click()
  await waitForStatus(page, /^Verbunden/)

  const text = `Hello ${Date.now()}`
  await page.getByRole('navigation', { name: 'Kanäle' }).getByText(aliceAndBob.name).click()
  await page.getByRole('textbox', { name: 'Nachricht' }).fill(text)
  await page.getByRole('button', { name: 'Senden' }).click()
  await page.getByRole('log', { name: 'Nachrichten' }).getByText(text).waitFor()
  await waitForMenuBar(electron, ['Datei', 'Bearbeiten', 'Ansicht', 'Konten', 'Fenster', 'Hilfe'])

  await recordMenus(electron)
  await page.getByRole('button', { name: 'Konto' }).click()
  await page.getByRole('menuitem', { name: 'Einstellungen' }).click()
  await page.getByLabel('Im Infobereich anzeigen').click()
  await waitForTray(electron, [
    'Alice Moreau: verbunden',
    'Latchkey anzeigen',
    'Abmelden',
    'Beenden',
  ])

  await page.getByLabel('Sprache').selectOption({ label: 'English' })
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
  await waitForMenuBar(electron, ['File', 'Edit', 'View', 'Accounts', 'Window', 'Help'])
  await waitForTray(electron, ['Alice Moreau: connected', 'Show Latchkey', 'Sign out', 'Quit'])
  await page.getByRole('button', { name: 'Done' }).click()
  await waitForStatus(page, /^Connected/)
  await page.getByRole('log', { name: 'Messages' }).getByText(text).waitFor()
})

function waitForStatus(page: Page, words: RegExp): Promise<void> {
  return page.locator('.connection-status').filter({ hasText: words }).waitFor()
}

/** Waits until the menu bar has these menus, in this order. */
async function waitForMenuBar(electron: MainProcess, labels: string[]): Promise<void> {
  await waitForLabels(labels, () =>
    electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label)),
  )
}

function recordMenus(electron: MainProcess): Promise<void> {
  return electron.evaluate(({ Menu }) => {
    globalThis.builtMenus = []
    const build = Menu.buildFromTemplate.bind(Menu)
    Menu.buildFromTemplate = (template) => {
      const menu = build(template)
      globalThis.builtMenus.push(menu)
      return menu
    }
  })
}

/** Waits until a menu with these items is built. */
async function waitForTray(electron: MainProcess, labels: string[]): Promise<void> {
  await waitForLabels(labels, () =>
    electron.evaluate(() =>
      globalThis.builtMenus
        .findLast((menu) => menu.items[0]?.enabled === false)
        ?.items.filter(({ type }) => type !== 'separator')
        .map(({ label }) => label),
    ),
  )
}

/** `&` marks the letter of a shortcut. */
async function waitForLabels(
  labels: string[],
  read: () => Promise<string[] | undefined>,
): Promise<void> {
  let shown = ''
  await until(
    `the menu ${labels.join(', ')}`,
    async () => {
      shown = ((await read()) ?? []).join(', ').replaceAll('&', '')
      return shown === labels.join(', ') || null
    },
    5_000,
    () => shown,
  )
}
