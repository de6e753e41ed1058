import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright'
import { expect } from 'playwright/test'
import { startDesktop, type Desktop } from '../support/app/desktop.ts'
import { launchApp, newUserData, type RunningApp } from '../support/app/driver.ts'
import { chooseFromAccountMenu, signIn, waitForStatus } from '../support/app/page.ts'
import { storedSecrets } from '../support/app/secretTool.ts'
import { isSandboxOdd } from './harness.ts'

// The app on the sandbox it ships with, whose switches only the window has.
let desktop: Desktop | null = null
let app: RunningApp | null = null
before(async () => {
  desktop = await startDesktop()
  app = await launchApp({ desktop, userData: await newUserData(desktop) })
  await signIn(app.page, 'alice')
  await waitForStatus(app.page, 'Connected')
  await app.page.getByRole('button', { name: 'Developer tools', exact: true }).click()
})
after(async () => {
  await app?.quit()
  await desktop?.stop()
})

function window(): Page {
  return app?.page ?? assert.fail('The app did not start.')
}

const tools = () => window().getByRole('complementary', { name: 'Developer tools' })
const press = (name: string) => tools().getByRole('button', { name }).click()
const claim = (name: string) =>
  tools()
    .locator('.claims dl > div')
    .filter({ has: window().locator('dt', { hasText: new RegExp(`^${name}$`) }) })

async function openTab(name: string): Promise<void> {
  await tools().getByRole('tab', { name, exact: true }).click()
}

/** The words of the status, each time they change, from now on. */
async function watchStatus(): Promise<() => Promise<string[]>> {
  await window().evaluate(() => {
    const seen: string[] = []
    Object.assign(globalThis, { seen })
    const look = () => {
      const word = document.querySelector('[role=status] .status-text')?.textContent ?? ''
      if (word !== seen.at(-1)) seen.push(word)
    }
    look()
    const all = { subtree: true, childList: true, characterData: true }
    new MutationObserver(look).observe(document.body, all)
  })
  return () => window().evaluate(() => (globalThis as unknown as { seen: string[] }).seen)
}

/** `iat` of the session's token, as the inspector shows it. */
async function issuedAt(): Promise<number> {
  await openTab('Token')
  return Number(await claim('iat').locator('dd code').textContent())
}

test('the inspector shows the claims of the session’s token, and neither the token nor its signature', async () => {
  await expect(tools().getByText('For alice, the signed-in user.')).toBeVisible()
  await expect(claim('user_id')).toContainText('"alice"')
  await expect(tools().getByText('By the token service:')).toBeVisible()
  await expect(tools().getByText('agree within 2 s')).toBeVisible()
  const [token] = await storedSecrets(desktop ?? assert.fail())
  assert.match(token, /^eyJ/)
  const content = await window().content()
  assert.ok(content.includes('alice'))
  for (const part of [token, ...token.split('.')]) assert.ok(!content.includes(part))
})

test('a token that is expired from the screen is renewed before one’s eyes', async () => {
  const before = await issuedAt()
  // A token is dated in whole seconds.
  await window().waitForTimeout(1_100)
  const seen = await watchStatus()
  await openTab('Sandbox')
  await tools().getByLabel('Token service delay').fill('600')
  await window().keyboard.press('Enter')
  await expect(tools().getByText(`${isSandboxOdd ? 2 : 1} changed`)).toBeVisible()
  await press('Expire this token now')
  await waitForStatus(window(), 'Refreshing')
  await waitForStatus(window(), 'Connected')
  assert.deepEqual(await seen(), ['Connected', 'Refreshing the token…', 'Connected'])
  await press('Reset all')
  await expect(tools().getByText('All at their defaults')).toBeVisible()
  assert.ok((await issuedAt()) > before, 'a new token')
})

test('with the token service down an expired token means offline, until it is switched back', async () => {
  // A token that was renewed a moment ago is not renewed at once; one of a new sign-in is.
  await chooseFromAccountMenu(window(), 'Sign out')
  await signIn(window(), 'alice')
  await waitForStatus(window(), 'Connected')
  await openTab('Sandbox')
  await tools().getByLabel('The token service').selectOption('Is down')
  await expect(tools().getByText('default works')).toBeVisible()
  await press('Expire this token now')
  await waitForStatus(window(), 'Offline')
  await tools().getByLabel('The token service').selectOption('Works')
  await waitForStatus(window(), 'Connected')
})

test('the network goes and comes back at a switch, and sockets that are cut come back by themselves', async () => {
  await openTab('Sandbox')
  await tools().getByLabel('Network off').check()
  await waitForStatus(window(), 'Offline')
  await tools().getByLabel('Network off').uncheck()
  await waitForStatus(window(), 'Connected')
  const seen = await watchStatus()
  await press('Disconnect the sockets')
  await expect(async () => assert.ok((await seen()).length > 2)).toPass()
  await waitForStatus(window(), 'Connected')
})

test('a clock that is set wrong is told in the inspector', async () => {
  await openTab('Sandbox')
  await tools().getByLabel('Chat server’s clock').fill('90')
  await window().keyboard.press('Enter')
  await press('Disconnect the sockets')
  await openTab('Token')
  await expect(
    tools().getByText('This computer’s clock is 90 s behind the server’s.'),
  ).toBeVisible()
  await expect(tools().getByText('by the server’s clock').first()).toBeVisible()
  await openTab('Sandbox')
  await press('Reset all')
  await waitForStatus(window(), 'Connected')
})

test('the sandbox’s own token service keeps the contract, unless it is switched to break it', async () => {
  const field = (name: string) => tools().getByLabel(name, { exact: true })
  await openTab('Token service')
  await expect(field('URL')).toHaveValue(/^http:\/\/127\.0\.0\.1:\d+\/token$/)
  await field('User ID').fill('alice')
  await field('Password').fill('alice-sandbox')
  await press('Check')
  await expect(tools().getByText(/^\d+ passed, .*0 failed/)).toBeVisible({ timeout: 60_000 })
  await expect(field('Password')).toHaveValue('')

  await openTab('Sandbox')
  await tools().getByLabel('The token service').selectOption('Returns another user’s token')
  await openTab('Token service')
  await field('Password').fill('alice-sandbox')
  await press('Check')
  await expect(tools().getByText(/^\d+ passed, .*[1-9]\d* failed/)).toBeVisible({ timeout: 60_000 })
  await openTab('Sandbox')
  await press('Reset all')
})

test('signed out, there is no token and none to end', async () => {
  await chooseFromAccountMenu(window(), 'Sign out')
  await openTab('Sandbox')
  const expire = tools().getByRole('button', { name: 'Expire this token now' })
  await expect(expire).toHaveAttribute('aria-disabled', 'true')
  await openTab('Token')
  await expect(tools().getByText('You are not signed in, so there is no token.')).toBeVisible()
})
