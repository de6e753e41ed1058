import type { Sandbox } from '../../sandbox/server.ts'
import { openChannel, signOut, status, type Guide } from './guide.ts'

/** Shows every sign-in method, a restart, a renewal, a lost network and a sign-out. */
export async function tourSignIns(guide: Guide, sandbox: Sandbox): Promise<void> {
  await tourTokenService(guide, sandbox)
  await tourOtherMethods(guide, sandbox)
}

async function tourTokenService(
  { step, picture, restart }: Guide,
  sandbox: Sandbox,
): Promise<void> {
  const { faults } = sandbox
  await step('the app starts and shows its sign-in screen', async (page) => {
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
    await page.getByText('is saved in').waitFor()
    await picture(page, 'sign-in')
    await page.emulateMedia({ colorScheme: 'dark' })
    await picture(page, 'sign-in-dark')
    await page.emulateMedia({ colorScheme: 'light' })
  })
  await step('a wrong password is told at its field', async (page) => {
    await page.getByLabel('User ID').fill('alice')
    await page.getByLabel('Password').fill('not her password')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('alert').filter({ hasText: /\S/ }).first().waitFor()
    await picture(page, 'wrong-password')
  })
  await step('Alice signs in through the token service', async (page) => {
    await page.getByLabel('Password').fill('alice-sandbox')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await status(page, 'Connected')
    await openChannel(page, 'Launch day')
    await picture(page, 'connected')
    await page.emulateMedia({ colorScheme: 'dark' })
    await picture(page, 'connected-dark')
    await page.emulateMedia({ colorScheme: 'light' })
  })
  await step('she sends a message', async (page) => {
    await openChannel(page, 'Alice and Bob')
    await page.getByRole('textbox', { name: 'Message' }).fill('On my way to the station')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByRole('log', { name: 'Messages' }).getByText('On my way').waitFor()
  })
  await step('her token ends in mid-connection and is renewed', async (page) => {
    faults.change({ tokenServiceDelayMs: 600 })
    faults.act({ action: 'expire', user_id: 'alice' })
    await status(page, 'Refreshing')
    await picture(page, 'renewal')
    await status(page, 'Connected')
    faults.change({ tokenServiceDelayMs: 0 })
  })
  await restart((running) => running.quit())
  await step('the app is quit and started again: she is still signed in', (page) =>
    status(page, 'Connected'),
  )
  await restart((running) => running.kill())
  await step('the app is killed and started again: she is still signed in', (page) =>
    status(page, 'Connected'),
  )
  await step('the network goes and comes back', async (page) => {
    faults.change({ network: 'off' })
    await status(page, 'Offline')
    await picture(page, 'offline')
    faults.change({ network: 'on' })
    await status(page, 'Connected')
  })
  await step('she signs out', signOut)
}

async function tourOtherMethods({ step, picture }: Guide, sandbox: Sandbox): Promise<void> {
  const { faults } = sandbox
  await step('Bob signs in with a pasted token', async (page) => {
    await page.getByRole('button', { name: 'Use a token instead' }).click()
    await page.getByLabel('Token', { exact: true }).fill(await sandbox.issueToken('bob'))
    await picture(page, 'token')
    await page.getByRole('button', { name: 'Sign in with token' }).click()
    await status(page, 'Connected')
    await openChannel(page, 'Alice and Bob')
  })
  await step(
    'his token is revoked: he is asked for a new one, the account is kept',
    async (page) => {
      faults.act({ action: 'revoke', user_id: 'bob' })
      await status(page, 'Sign in again')
      await picture(page, 'sign-in-again')
      await signOut(page)
    },
  )
  await step('a guest comes in, reads the livestream and cannot write', async (page) => {
    await page.getByRole('tab', { name: 'Guest' }).click()
    await page.getByLabel('Display name').fill('Vera')
    await picture(page, 'guest')
    await page.getByRole('button', { name: 'Continue as guest' }).click()
    await status(page, 'Connected')
    await openChannel(page, 'Launch day')
    await picture(page, 'guest-connected')
    await signOut(page)
  })
  await step('an anonymous visitor reads the livestream', async (page) => {
    await page.getByRole('tab', { name: 'Anonymous' }).click()
    await picture(page, 'anonymous')
    await page.getByRole('button', { name: 'Continue without signing in' }).click()
    await status(page, 'Connected')
    await openChannel(page, 'Launch day')
    await page.setViewportSize({ width: 420, height: 640 })
    await picture(page, 'anonymous-narrow')
    await page.setViewportSize({ width: 900, height: 640 })
    await signOut(page)
  })
}
