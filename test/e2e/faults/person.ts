import assert from 'node:assert/strict'
import type { Page } from 'playwright'
import { until } from '../../support/app/waiting.ts'

/** The channel that Alice and Bob write to each other in. */
export const theirChannel = { cid: 'messaging:alice-and-bob', name: 'Alice and Bob' }

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
export async function pasteToken(page: Page, token: string, userId = ''): Promise<void> {
  await page.getByRole('button', { name: 'Use a token instead' }).click()
  await page.getByLabel('Token', { exact: true }).fill(token)
  if (userId) await page.getByLabel('User ID').fill(userId)
  await page.getByRole('button', { name: 'Sign in with token' }).click()
}

/** Signs in again in the chat, where the user id stands already. */
export async function signInAgain(page: Page, userId = 'alice'): Promise<void> {
  await page.getByLabel('Password').fill(`${userId}-sandbox`)
  await pressSignIn(page)
}

export async function choose(page: Page, item: 'Sign out' | 'Switch account'): Promise<void> {
  await page.getByRole('button', { name: 'Account' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

export async function signOut(page: Page): Promise<void> {
  await choose(page, 'Sign out')
  await page.getByRole('tab', { name: 'Sign in' }).waitFor()
}

export async function openTheirChannel(page: Page): Promise<void> {
  const { name } = theirChannel
  await page.getByRole('navigation', { name: 'Channels' }).getByText(name).click()
  await page.getByRole('heading', { name }).waitFor()
  // The latest that were said there; which they are depends on the rows before.
  await page.getByRole('log', { name: 'Messages' }).getByRole('article').first().waitFor()
}

/** Writes a message and sends it; it has to show at once. */
export async function say(page: Page, text: string): Promise<void> {
  const box = page.getByRole('textbox', { name: 'Message' })
  try {
    await box.fill(text, { timeout: 2_000 })
    await page.getByRole('button', { name: 'Send' }).click({ timeout: 2_000 })
  } catch {
    throw new Error(`no message can be written while the status is “${await standing(page)}”`)
  }
  await page.getByRole('log', { name: 'Messages' }).getByText(text).first().waitFor()
}

/** Nothing that was written asks for anybody. */
export async function mustGoOutAlone(page: Page): Promise<void> {
  const asking = await page.getByRole('button', { name: 'Send again' }).count()
  assert.equal(asking, 0, 'nobody has to press “Send again”')
}

/** Presses every "Send again" that is shown. */
export async function sendAgain(page: Page): Promise<void> {
  for (const button of await page.getByRole('button', { name: 'Send again' }).all()) {
    // One that goes away by itself is as good as pressed.
    await button.click({ timeout: 1_000 }).catch(() => undefined)
  }
}

/** How the session stands, as the window words it; empty on the sign-in screen. */
export async function standing(page: Page): Promise<string> {
  return oneLine(
    await page
      .locator('.connection-status')
      .innerText({ timeout: 300 })
      .catch(() => ''),
  )
}

/** Waits until the status begins with one of the words; answers with all that it says. */
export async function seeStatus(page: Page, words: string, limitMs = 10_000): Promise<string> {
  const start = new RegExp(`^(?:${words})`)
  return until(
    `the status ${words}`,
    async () => {
      const said = await standing(page)
      return start.test(said) ? said : null
    },
    limitMs,
    () => shown(page),
  )
}

/** Waits for the status with this reason. The first words after a change can be of what came just before. */
export async function seeReason(
  page: Page,
  words: string,
  reason: RegExp,
  limitMs = 10_000,
): Promise<string> {
  return until(
    `the status ${words} because ${reason}`,
    async () => {
      const said = await standing(page)
      return said.startsWith(words) && reason.test(said) ? said : null
    },
    limitMs,
    () => shown(page),
  )
}

/** Waits for an alert that says this. */
export function seeAlert(page: Page, words: RegExp, limitMs = 10_000): Promise<string> {
  return until(
    `an alert ${words}`,
    async () => {
      const alerts = await page.getByRole('alert').allInnerTexts()
      return alerts.map(oneLine).find((alert) => words.test(alert)) ?? null
    },
    limitMs,
    () => shown(page),
  )
}

/** Waits for a text anywhere in the window; answers with its line. */
export function seeText(page: Page, words: RegExp, limitMs = 10_000): Promise<string> {
  return until(
    `the text ${words}`,
    async () => {
      const lines = (
        await page
          .locator('body')
          .innerText({ timeout: 1_000 })
          .catch(() => '')
      ).split('\n')
      return lines.map(oneLine).find((line) => words.test(line)) ?? null
    },
    limitMs,
    () => shown(page),
  )
}

/** Waits for the sign-in screen. */
export async function seeSignIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
}

/** Goes to the form with a password: which one was open outlives a reload. */
export async function showPasswordForm(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: /^Sign in( with token)?$/ }).waitFor()
  const toPassword = page.getByRole('button', { name: 'Use a password instead' })
  if (await toPassword.isVisible()) await toPassword.click()
  await seeSignIn(page)
}

/** The status and the end of the window's text, short enough for a report. */
export async function shown(page: Page): Promise<string> {
  const text = await page
    .locator('body')
    .innerText({ timeout: 1_000 })
    .catch(() => 'nothing')
  return `${await standing(page)} … ${oneLine(text).slice(-200)}`
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
