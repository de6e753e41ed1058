import assert from 'node:assert/strict'
import type { Page } from 'playwright'
import type { RunningApp } from './driver.ts'
import { until } from './waiting.ts'

/** The channel that Alice and Bob write to each other in. */
export const aliceAndBob = { cid: 'messaging:alice-and-bob', name: 'Alice and Bob' }

/** Longest wait for a change in the window, unless told. */
const usualLimitMs = 15_000

/** Fills in and sends the form of the token service. */
export async function signIn(page: Page, userId: string, keep = true): Promise<void> {
  await page.getByLabel('User ID').fill(userId)
  await page.getByLabel('Password').fill(`${userId}-sandbox`)
  await page.getByLabel('Keep me signed in').setChecked(keep)
  await pressSignIn(page)
}

/** Presses the button of the form as it is. */
export function pressSignIn(page: Page): Promise<void> {
  return page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** Pastes a token and signs in with it. */
export async function signInWithToken(page: Page, token: string, userId = ''): Promise<void> {
  await page.getByRole('button', { name: 'Use a token instead' }).click()
  await page.getByLabel('Token', { exact: true }).fill(token)
  if (userId) await page.getByLabel('User ID').fill(userId)
  await page.getByRole('button', { name: 'Sign in with token' }).click()
}

/** Signs in again in the chat, where the user ID is already filled in. */
export async function signInAgain(page: Page, userId = 'alice'): Promise<void> {
  await page.getByLabel('Password').fill(`${userId}-sandbox`)
  await pressSignIn(page)
}

/** Chooses an item of the account menu. */
export async function chooseFromAccountMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Account' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

/** Signs out and waits for the sign-in screen. */
export async function signOut(page: Page): Promise<void> {
  await chooseFromAccountMenu(page, 'Sign out')
  await page.getByRole('tab', { name: 'Sign in' }).waitFor()
}

/** Opens the settings from the menu, as the shortcut does. */
export async function openSettings({ electron, page }: RunningApp): Promise<void> {
  await electron.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? [])
    items?.find(({ label }) => label === 'Settings…')?.click()
  })
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
}

/** Opens a channel with messages and waits for the first of them. */
export async function openChannel(page: Page, name = aliceAndBob.name): Promise<void> {
  await page.getByRole('navigation', { name: 'Channels' }).getByText(name).click()
  await waitForChannel(page, name)
  await page.getByRole('log', { name: 'Messages' }).getByRole('article').first().waitFor()
}

/** Waits until a channel is the open one. */
export async function waitForChannel(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { name, level: 2 }).waitFor()
}

/** Writes a message and sends it; it has to show at once. */
export async function sendMessage(page: Page, text: string): Promise<void> {
  const box = page.getByRole('textbox', { name: 'Message' })
  try {
    await box.fill(text, { timeout: 2_000 })
    await page.getByRole('button', { name: 'Send' }).click({ timeout: 2_000 })
  } catch {
    throw new Error(`no message can be written while the status is “${await statusText(page)}”`)
  }
  await page.getByRole('log', { name: 'Messages' }).getByText(text).first().waitFor()
}

/** No message has a button “Retry”: all go out by themselves. */
export async function assertNoSendAgain(page: Page): Promise<void> {
  const buttons = await page.getByRole('button', { name: 'Retry' }).count()
  assert.equal(buttons, 0, 'no message waits for “Retry”')
}

/** Presses every “Retry” that is shown. */
export async function pressSendAgain(page: Page): Promise<void> {
  for (const button of await page.getByRole('button', { name: 'Retry' }).all()) {
    // The message may be sent meanwhile, and the button gone.
    await button.click({ timeout: 1_000 }).catch(() => undefined)
  }
}

/** The connection status with its reason and facts; empty on the sign-in screen. */
export async function statusText(page: Page): Promise<string> {
  return oneLine(
    await page
      .locator('.connection-status')
      .innerText({ timeout: 300 })
      .catch(() => ''),
  )
}

/** Waits until the status begins with one of the words (`|` between them); returns its text. */
export function waitForStatus(page: Page, words: string, limitMs = usualLimitMs): Promise<string> {
  return waitForReason(page, words, /(?:)/, limitMs)
}

/** Waits for the status with this reason. The first text after a change can still give the reason before. */
export async function waitForReason(
  page: Page,
  words: string,
  reason: RegExp,
  limitMs = usualLimitMs,
): Promise<string> {
  const start = new RegExp(`^(?:${words})`)
  return until(
    `the status ${words}${reason.source === '(?:)' ? '' : ` because ${reason}`}`,
    async () => {
      const text = await statusText(page)
      return start.test(text) && reason.test(text) ? text : null
    },
    limitMs,
    () => describeWindow(page),
  )
}

/** Waits for an alert with this text; returns the whole of it. */
export function waitForAlert(page: Page, text = /\S/, limitMs = usualLimitMs): Promise<string> {
  return until(
    `an alert ${text}`,
    async () => {
      const alerts = await page.getByRole('alert').allInnerTexts()
      return alerts.map(oneLine).find((alert) => text.test(alert)) ?? null
    },
    limitMs,
    () => describeWindow(page),
  )
}

/** Waits for a text anywhere in the window; returns its line. */
export function waitForText(page: Page, text: RegExp, limitMs = usualLimitMs): Promise<string> {
  return until(
    `the text ${text}`,
    async () => (await linesOf(page)).find((line) => text.test(line)) ?? null,
    limitMs,
    () => describeWindow(page),
  )
}

/** Waits for the form of the token service. */
export async function waitForSignIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
}

/** Shows the form with a password. A reload keeps the form that was open. */
export async function showPasswordForm(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: /^Sign in( with token)?$/ }).waitFor()
  const toPassword = page.getByRole('button', { name: 'Use a password instead' })
  if (await toPassword.isVisible()) await toPassword.click()
  await waitForSignIn(page)
}

/** The status and the end of the window's text, short enough for a report. */
export async function describeWindow(page: Page): Promise<string> {
  const text = (await linesOf(page)).join(' ') || 'nothing'
  return `${await statusText(page)} … ${oneLine(text).slice(-200)}`
}

async function linesOf(page: Page): Promise<string[]> {
  const text = await page
    .locator('body')
    .innerText({ timeout: 1_000 })
    .catch(() => '')
  return text.split('\n').map(oneLine)
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
