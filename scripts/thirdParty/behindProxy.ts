import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright'
import type { FaultHarness } from '../../test/e2e/faults/faultHarness.ts'
import type { LaunchedApp } from '../../test/e2e/harness.ts'
import { openChannel, sendMessage, waitForStatus } from '../../test/support/app/page.ts'
import type { Seen } from '../../test/e2e/faults/row.ts'
import { assertArrivedOnce, assertSaved } from '../../test/e2e/faults/assertions.ts'
import type { ProxyCredentials, ProxyRule, RealProxy, StartRealProxy } from './proxy.ts'
import { withNginx } from './withNginx.ts'

/** Variables by name. */
export type Environment = Record<string, string>

/** Where a row runs: the app's server is behind nginx with TLS, so that requests take a tunnel as behind a proxy of a company. */
export interface ProxiedApp {
  harness: FaultHarness
  proxy: RealProxy
  /** `localhost:PORT` of the server, as the proxy is told. */
  server: string
  /** An app that goes through the proxy as the environment says it. */
  launch(env?: Environment, userData?: string): Promise<LaunchedApp>
}

/** Starts nginx and a proxy for one row, and ends both after it. */
export async function behindProxy(
  harness: FaultHarness,
  start: StartRealProxy,
  rule: ProxyRule,
  run: (proxied: ProxiedApp) => Promise<Seen>,
): Promise<Seen> {
  return withNginx(harness, 60, async (config, nginx) => {
    const proxy = await start(rule)
    const address = `http://${proxy.host}`
    try {
      return await run({
        harness,
        proxy,
        server: new URL(nginx.url).host,
        launch: (env = { http_proxy: address, https_proxy: address }, userData) =>
          harness.launch({
            config,
            ...(userData === undefined ? {} : { userData }),
            // Chromium reads the environment where the desktop has no settings, and leaves this computer out unless told.
            env: { no_proxy: '<-loopback>', XDG_CURRENT_DESKTOP: '', ...env },
          }),
      })
    } finally {
      await proxy.remove()
    }
  })
}

/** Writes a message, which must arrive; answers with the status. */
export async function writeThrough(
  { harness, proxy }: ProxiedApp,
  app: LaunchedApp,
  words: string,
): Promise<string> {
  // All rows write into one channel.
  const text = `${words} (${proxy.host})`
  const saw = await waitForStatus(app.page, 'Connected', 20_000)
  await openChannel(app.page)
  await sendMessage(app.page, text)
  await assertArrivedOnce(harness.sandbox, text)
  await assertSaved(app)
  return saw
}

/** The requests and the socket passed the proxy. Quits the app, so that squid writes the tunnels down. */
export async function mustHavePassed(
  { proxy, server }: ProxiedApp,
  app: LaunchedApp,
): Promise<void> {
  await app.quit()
  const tunnels = (await proxy.log())
    .split('\n')
    .filter((line) => line.includes(`CONNECT ${server}`))
  assert.ok(tunnels.length >= 2, `the socket and the requests took a tunnel: ${tunnels.length}`)
}

/** Answers the question of the proxy. */
export async function answer(page: Page, { username, password }: ProxyCredentials): Promise<void> {
  const dialog = await question(page)
  await dialog.getByLabel('User name').fill(username)
  await dialog.getByLabel('Password').fill(password)
  await dialog.getByRole('button', { name: 'Continue' }).click()
}

/** The question of a proxy, which must come. */
export async function question(page: Page): Promise<Locator> {
  const dialog = page.getByRole('dialog', {
    name: /^The proxy .* requires a user name and password$/,
  })
  await dialog.waitFor({ timeout: 15_000 })
  return dialog
}

/** No dialog is shown. */
export async function mustNotAsk(page: Page): Promise<void> {
  assert.equal(await page.getByRole('dialog').count(), 0, 'nothing is asked')
}
