import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, suite, test } from 'node:test'
import type { Page } from 'playwright'
import { startProxy, type Proxy } from '../support/proxy.ts'
import { startSocks } from '../support/socks.ts'
import { signIn, waitForAlert, waitForStatus } from '../support/app/page.ts'
import { untilTrue } from '../support/app/waiting.ts'
import { filesWith, setStage } from './harness.ts'

/** The variables that Chromium reads as the system's proxy settings where the desktop has none. Loopback is not bypassed. */
function settings(proxies: Record<string, string>): Record<string, string> {
  return { ...proxies, no_proxy: '<-loopback>', XDG_CURRENT_DESKTOP: '', LATCHKEY_LOG: 'debug' }
}

const skip = process.platform === 'linux' ? false : 'the settings of this system are not ours'

suite("the system's proxy", { skip }, () => {
  const stage = setStage()
  let proxy: Proxy
  before(async () => (proxy = await startProxy()))
  after(() => proxy.stop())

  function launch(userData?: string) {
    const address = `http://127.0.0.1:${proxy.port}`
    const env = settings({ http_proxy: address, https_proxy: address })
    return stage.launch(userData ? { env, userData } : { env })
  }
  const server = () => new URL(stage.sandbox().url).host
  const passed = (pattern: RegExp) => proxy.passed.filter((entry) => pattern.test(entry)).length

  test('sign-in, socket, renewal and message go through it, and nothing else of the app does', async () => {
    const { faults } = stage.sandbox()
    faults.change({ tokenLifeSeconds: 6 })
    proxy.passed.length = 0
    const { page, quit } = await launch()
    await signIn(page, 'alice')
    await waitForStatus(page, 'Connected')
    assert.equal(passed(/^CONNECT /), 1, 'the socket')
    assert.equal(passed(/^POST .*\/token$/), 1, 'the sign-in')
    await untilTrue('a renewal through the proxy', () => passed(/^POST .*\/token$/) > 1, 15_000)
    faults.change({ tokenLifeSeconds: 3_600 })
    await write(page, 'Past the proxy')
    await untilTrue('the message through the proxy', () => passed(/\/message$/) === 1, 15_000)
    // Time for whatever an app might send on its own.
    await page.waitForTimeout(1_000)
    await quit()
    const others = proxy.passed.filter((entry) => !entry.includes(server()))
    assert.deepEqual(others, [], 'it only meets its servers')
    assert.equal(proxy.asked(), 0)
  })

  test('when it dies the app is offline, and connected again when it is back', async () => {
    const { page, quit } = await launch()
    await signIn(page, 'alice')
    await waitForStatus(page, 'Connected')
    await proxy.stop()
    await waitForStatus(page, 'Offline')
    // The lost connection is told first, until the next try finds out why.
    await page.getByText(/^The proxy .*cannot be reached/).waitFor()
    await proxy.start()
    await waitForStatus(page, 'Connected')
    await quit()
  })

  test('a SOCKS proxy carries requests and socket too', async (t) => {
    const socks = await startSocks()
    t.after(() => socks.stop())
    const env = settings({ SOCKS_SERVER: `127.0.0.1:${socks.port}` })
    const { page, quit } = await stage.launch({ env })
    await signIn(page, 'alice')
    await waitForStatus(page, 'Connected')
    assert.ok(socks.passed.length >= 2, 'a request and the socket')
    assert.deepEqual([...new Set(socks.passed)], [server()])
    await quit()
  })

  suite('that wants a user name and password', () => {
    const password = randomBytes(12).toString('hex')
    before(() => proxy.want({ username: 'rené', password }))
    after(() => proxy.want(null))

    async function answer(page: Page, password: string): Promise<void> {
      const dialog = page.getByRole('dialog', {
        name: `The proxy 127.0.0.1:${proxy.port} requires a user name and password`,
      })
      await dialog.getByLabel('User name').fill('rené')
      await dialog.getByLabel('Password').fill(password)
      await dialog.getByRole('button', { name: 'Continue' }).click()
    }

    test('asks once for requests and socket, again after a wrong answer, and logs no password', async () => {
      const { page, quit, output, userData } = await launch()
      await signIn(page, 'alice')
      await answer(page, 'not-their-password')
      await page.getByText('The proxy rejected this user name and password.').waitFor()
      const typed = page.getByRole('textbox', { name: 'User name' })
      assert.equal(await typed.inputValue(), 'rené')
      await answer(page, password)
      await waitForStatus(page, 'Connected')
      stage.sandbox().faults.act({ action: 'cut' })
      proxy.passed.length = 0
      await write(page, 'After a cut')
      await untilTrue('the message through the proxy', () => passed(/\/message$/) === 1, 15_000)
      // Quitting asks while a message is not with the server yet.
      await page.getByText(/Sending…|Waiting to be sent/).waitFor({ state: 'detached' })
      assert.equal(await page.getByRole('dialog').count(), 0)
      await quit()
      const secrets = [password, Buffer.from(`rené:${password}`).toString('base64')]
      for (const secret of secrets) {
        assert.ok(!output().includes(secret), 'not in the log')
        assert.deepEqual(await filesWith(userData, secret), [])
      }
    })

    test('is cancelled with a reason, and asks again when the person tries again', async () => {
      const { page, quit } = await launch()
      await signIn(page, 'alice')
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
      assert.match(await waitForAlert(page), /The proxy requires a user name and password/)
      assert.equal(await page.getByRole('dialog').count(), 0)
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await page.getByRole('dialog').waitFor()
      await page.waitForTimeout(thinkingMs)
      assert.equal(await page.getByRole('alert').count(), 0, 'the sign-in waits')
      await answer(page, password)
      await waitForStatus(page, 'Connected')
      await quit()
    })

    test('asks at a start, and no time-out runs during the question; after Cancel the app is offline', async () => {
      const first = await launch()
      await signIn(first.page, 'alice')
      await answer(first.page, password)
      await waitForStatus(first.page, 'Connected')
      await first.quit()

      const { page, quit, output } = await launch(first.userData)
      await page.getByRole('dialog').waitFor()
      await page.waitForTimeout(thinkingMs)
      await waitForStatus(page, 'Connecting')
      await page.keyboard.press('Escape')
      await waitForStatus(page, 'Offline')
      await page.getByText('The proxy requires a user name and password.').waitFor()
      await page.waitForTimeout(1_500)
      assert.equal(await page.getByRole('dialog').count(), 0, 'a retry of our own does not ask')
      await page.getByRole('button', { name: 'Try now' }).click()
      await page.getByRole('dialog').waitFor()
      await answer(page, password)
      await waitForStatus(page, 'Connected')
      assert.doesNotMatch(output(), /timeout/)
      await quit()
    })
  })
})

/** Longer than a request and a socket have until they are given up. */
const thinkingMs = 11_000

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Channels' }).getByText('Alice and Bob').click()
  await page.getByRole('textbox', { name: 'Message' }).fill(text)
  await page.keyboard.press('Enter')
}
