import type { Page } from 'playwright'
import { openChannel, signOut, status, type Guide } from './guide.ts'

/** The part for developers: local tokens, the tools, and the settings that switch them on. */
export async function tourDeveloper({ step, picture }: Guide): Promise<void> {
  await step('a developer finds two more ways in', async (page) => {
    await page.getByRole('tab', { name: 'Developer' }).click()
    await page.getByRole('button', { name: 'Use development token' }).waitFor()
    await picture(page, 'developer')
  })
  await step('an app that checks its tokens refuses one that is not signed', async (page) => {
    const form = page.getByRole('group', { name: 'Development token' })
    await form.getByLabel('User ID').fill('luke_skywalker')
    await form.getByRole('button', { name: 'Use development token' }).click()
    await page
      .getByRole('alert')
      .filter({ hasText: /auth checks are on/ })
      .waitFor()
  })
  await step('with the checks off, it is let in', async (page) => {
    await openTool(page, 'Sandbox')
    await page.getByRole('checkbox', { name: 'Authentication checks off' }).check()
    await picture(page, 'switches')
    await page.getByRole('group', { name: 'Development token' }).getByRole('button').click()
    await status(page, 'Connected')
    await closeTools(page)
    await openChannel(page, 'Launch day')
    await picture(page, 'development-token')
    await signOut(page)
  })
  await step('the inspector tells what the token of Alice says', async (page) => {
    await page.getByRole('tab', { name: 'Sign in' }).click()
    await page.getByLabel('User ID').fill('alice')
    await page.getByLabel('Password').fill('alice-sandbox')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await status(page, 'Connected')
    await openTool(page, 'Token')
    await page.getByText('user_id').first().waitFor()
    await picture(page, 'inspector')
  })
  await step('the timeline shows a renewal that she did not notice', async (page) => {
    await openTool(page, 'Sandbox')
    await page.getByRole('button', { name: 'Expire this token now' }).click()
    await status(page, 'Refreshing|Connected')
    await openTool(page, 'Timeline')
    await page
      .getByRole('log', { name: 'Events' })
      .getByText(/Token renewed/)
      .first()
      .waitFor()
    await picture(page, 'timeline')
  })
  await step('the token service of the sandbox passes its check', async (page) => {
    await openTool(page, 'Token service')
    const tools = page.getByRole('complementary', { name: 'Developer tools' })
    await tools.getByRole('textbox', { name: 'User ID' }).fill('alice')
    await tools.getByRole('textbox', { name: 'Password' }).fill('alice-sandbox')
    await tools.getByRole('button', { name: 'Check', exact: true }).click()
    await tools
      .getByText(/20 passed/)
      .first()
      .waitFor({ timeout: 60_000 })
    await picture(page, 'check')
    await closeTools(page)
  })
  await step('the settings', async (page) => {
    await page.getByRole('button', { name: 'Account' }).click()
    await page.getByRole('menuitem', { name: 'Settings' }).click()
    await page.getByRole('button', { name: 'Done' }).waitFor()
    await picture(page, 'settings')
    await page.keyboard.press('Escape')
    await signOut(page)
  })
}

async function openTool(page: Page, name: string): Promise<void> {
  const opener = page.getByRole('button', { name: 'Developer tools', exact: true })
  if ((await opener.getAttribute('aria-expanded')) === 'false') await opener.click()
  await page
    .getByRole('complementary', { name: 'Developer tools' })
    .getByRole('tab', { name, exact: true })
    .click()
}

async function closeTools(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Close developer tools' }).click()
}
