import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright'
import type { Desktop } from '../../test/support/app/desktop.ts'
import { launchApp, newUserData, type RunningApp } from '../../test/support/app/driver.ts'
import { inStep } from '../run/report.ts'

/** Leads through the app, step by step, and takes pictures. */
export interface Guide {
  /** Does one step and prints it; a step that fails ends the tour. */
  step(title: string, take: (page: Page) => Promise<void>): Promise<void>
  picture(page: Page, name: string): Promise<void>
  /** Ends the app that runs; the next step starts it again. */
  restart(end: (running: RunningApp) => Promise<void>): Promise<void>
  /** From the next start on, the app is a new one: with another configuration file, or none, and nothing remembered. */
  renew(config: string): Promise<void>
  pictures(): number
}

export async function createGuide(desktop: Desktop, folder: string): Promise<Guide> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  let app: RunningApp | null = null
  let profile = { config: '', userData: await newUserData(desktop) }
  let pictures = 0

  async function restart(end: (running: RunningApp) => Promise<void>): Promise<void> {
    if (app === null) return
    const ending = app
    app = null
    const { output } = ending
    const look = () => ({ page: null, userData: profile.userData, output })
    await inStep('the app ends', look, () => end(ending))
  }

  const look = () => app && { ...app, userData: profile.userData }

  return {
    async step(title, take) {
      const startedAt = performance.now()
      await inStep(title, look, async () => {
        app ??= await launchApp({ desktop, ...profile })
        await take(app.page)
      })
      console.log(`✔ ${title} (${Math.round(performance.now() - startedAt)} ms)`)
    },
    async picture(page, name) {
      pictures += 1
      const path = join(folder, `${String(pictures).padStart(2, '0')}-${name}.png`)
      // A caret that blinks would make two pictures of one screen differ.
      await page.screenshot({ path, caret: 'hide', animations: 'disabled' })
    },
    restart,
    async renew(config) {
      await restart((running) => running.quit())
      profile = { config, userData: await newUserData(desktop) }
    },
    pictures: () => pictures,
  }
}

/** Waits for a status that begins with this word. */
export async function status(page: Page, word: string): Promise<void> {
  await page
    .getByRole('status')
    .filter({ hasText: new RegExp(`^\\s*${word}`) })
    .first()
    .waitFor()
}

export async function openChannel(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Channels' }).getByText(name).click()
  await page.getByRole('heading', { name }).waitFor()
  await page.getByRole('log', { name: 'Messages' }).waitFor()
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Account' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('tab', { name: 'Sign in' }).waitFor()
}
