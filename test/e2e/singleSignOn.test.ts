import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright'
import { startAccessTokenService, type AccessTokenService } from '../support/accessTokenService.ts'
import { writeConfig } from '../support/app/driver.ts'
import { signOut, waitForStatus } from '../support/app/page.ts'
import { readKeyring, storedSecrets } from '../support/app/secretTool.ts'
import { untilTrue } from '../support/app/waiting.ts'
import { startWebBrowser, type WebBrowser } from '../support/app/webBrowser.ts'
import { startIdentityProvider, type IdentityProvider } from '../support/identityProvider.ts'
import { filesWith, heapOf, setStage } from './harness.ts'

const stage = setStage()
let provider: IdentityProvider
let service: AccessTokenService
let browser: WebBrowser | null = null
const stops: (() => void)[] = []
const file = { after: (stop: () => void) => void stops.push(stop) }
after(async () => {
  await browser?.close()
  for (const stop of stops) stop()
})

/** The browser, and with it the servers, which the first test starts. */
async function openBrowser(): Promise<WebBrowser> {
  if (browser) return browser
  provider = await startIdentityProvider(file)
  service = await startAccessTokenService(file, provider, stage.sandbox().issueToken)
  browser = await startWebBrowser(stage.desktop())
  return browser
}

async function launch(userData?: string) {
  const { env } = await openBrowser()
  const tokenService = {
    url: service.url,
    signIn: 'oidc',
    issuer: provider.issuer,
    clientId: 'latchkey',
    scopes: 'openid offline_access',
    prompt: 'consent',
  }
  const config = await writeConfig(stage.desktop(), { ...stage.config(), tokenService })
  return stage.launch({ config, env, ...(userData ? { userData } : {}) })
}

/** Begins in the window; resolves to the page of the provider. */
async function begin(page: Page): Promise<Page> {
  const browser = await openBrowser()
  const { length } = await browser.addresses()
  await page.getByRole('button', { name: 'Sign in with your browser' }).click()
  return await browser.open(length)
}

async function logIn(page: Page, userId: string): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill(userId)
  await page.getByPlaceholder('and password').fill('any')
  await page.getByRole('button', { name: 'Sign-in' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('heading', { name: 'You can go back to Latchkey' }).waitFor()
}

// The browser of a test takes the place of xdg-open.
const onLinux = { skip: process.platform !== 'linux' }

test(
  'a person signs in in the browser, is kept over a restart, renewed and signed out',
  onLinux,
  async () => {
    const app = await launch()
    const page = await begin(app.page)
    await app.page.getByRole('button', { name: 'Open the browser again' }).waitFor()
    await logIn(page, 'alice')
    assert.match(page.url(), /^http:\/\/127\.0\.0\.1:\d+\/done$/)
    await waitForStatus(app.page, 'Connected')
    const [token, refreshToken] = await storedSecrets(stage.desktop())
    const secrets = [token, refreshToken, ...service.shown]
    const heap = await heapOf(app.page)
    for (const secret of secrets) {
      assert.ok(!heap.includes(secret), 'the window never has it')
      assert.deepEqual(await filesWith(app.userData, secret), [], 'it is in no file')
      assert.ok(!app.output().includes(secret), 'it is not printed')
    }
    await app.quit()

    const again = await launch(app.userData)
    await waitForStatus(again.page, 'Connected')
    stage.sandbox().faults.act({ action: 'expire', user_id: 'alice' })
    await untilTrue('the renewal', async () => {
      const [, stored] = await storedSecrets(stage.desktop())
      return stored !== refreshToken
    })
    await waitForStatus(again.page, 'Connected')
    const [, last] = await storedSecrets(stage.desktop())
    await signOut(again.page)
    await untilTrue('the revocation', () =>
      provider.forms.some((form) => form.get('token') === last),
    )
    await untilTrue('the wipe', async () => (await readKeyring(stage.desktop())) === '')
    await again.quit()
  },
)

test('SIGKILL while the token service is asked loses no sign-in', onLinux, async () => {
  const app = await launch()
  await logIn(await begin(app.page), 'bob')
  await waitForStatus(app.page, 'Connected')
  const [, first] = await storedSecrets(stage.desktop())
  const { length } = service.shown
  service.hang = true
  stage.sandbox().faults.act({ action: 'expire', user_id: 'bob' })
  await untilTrue('the access token at the token service', () => service.shown.length > length)
  const [, stored] = await storedSecrets(stage.desktop())
  assert.notEqual(stored, first, 'the new refresh token was stored first')
  await app.kill()
  service.hang = false
  const again = await launch(app.userData)
  await waitForStatus(again.page, 'Connected')
  await signOut(again.page)
  await again.quit()
})

test('a person who denies is told in the window', onLinux, async () => {
  const app = await launch()
  const page = await begin(app.page)
  await page.getByRole('link', { name: /Cancel|Abort/ }).click()
  await page.getByRole('heading', { name: 'The sign-in was not completed' }).waitFor()
  await app.page.getByRole('alert').filter({ hasText: 'denied in the browser' }).waitFor()
  await app.quit()
})

test('a person cancels in the app', onLinux, async () => {
  const app = await launch()
  await begin(app.page)
  await app.page.getByRole('button', { name: 'Cancel' }).click()
  await app.page.getByRole('button', { name: 'Sign in with your browser' }).waitFor()
  assert.equal(await app.page.getByRole('alert').count(), 0)
  await app.quit()
})

test('a person tries it in the sandbox, without an account, and restarts', onLinux, async () => {
  const browser = await openBrowser()
  const app = await stage.launch({ config: '', env: browser.env })
  await app.page.getByRole('button', { name: /^Workspace/ }).click()
  await app.page.getByRole('button', { name: /^Sandbox with single sign-on/ }).click()
  const page = await begin(app.page)
  await page.getByRole('link', { name: 'Continue as Bob Okafor' }).click()
  await page.getByRole('heading', { name: 'You can go back to Latchkey' }).waitFor()
  await waitForStatus(app.page, 'Connected')
  await app.quit()

  // The sandbox is at another port now.
  const again = await stage.launch({ config: '', env: browser.env, userData: app.userData })
  await waitForStatus(again.page, 'Connected')
  await signOut(again.page)
  await untilTrue('the wipe', async () => (await readKeyring(stage.desktop())) === '')
  await again.quit()
})
