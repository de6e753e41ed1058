import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright'
import type { Ground, Running } from '../../test/e2e/faults/ground.ts'
import { openTheirChannel, say, seeStatus } from '../../test/e2e/faults/person.ts'
import type { Seen } from '../../test/e2e/faults/row.ts'
import { mustArriveOnce, mustKeep } from '../../test/e2e/faults/witness.ts'
import type { ProxyCredentials, ProxyRule, RealProxy, StartRealProxy } from './proxy.ts'
import { withNginx } from './withNginx.ts'

/** Variables by name. */
export type Environment = Record<string, string>

/** Where a row runs: the app's server is behind nginx with TLS, so that requests take a tunnel as they do in an office. */
export interface Office {
  ground: Ground
  proxy: RealProxy
  /** `localhost:PORT` of the server, as the proxy is told. */
  server: string
  /** An app that goes through the proxy as the environment says it. */
  launch(env?: Environment, userData?: string): Promise<Running>
}

/** Starts nginx and a proxy for one row, and ends both after it. */
export async function inOffice(
  ground: Ground,
  start: StartRealProxy,
  rule: ProxyRule,
  run: (office: Office) => Promise<Seen>,
): Promise<Seen> {
  return withNginx(ground, 60, async (config, nginx) => {
    const proxy = await start(rule)
    const address = `http://${proxy.host}`
    try {
      return await run({
        ground,
        proxy,
        server: new URL(nginx.url).host,
        launch: (env = { http_proxy: address, https_proxy: address }, userData) =>
          ground.launch({
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
  { ground, proxy }: Office,
  app: Running,
  words: string,
): Promise<string> {
  // All rows write into one channel.
  const text = `${words} (${proxy.host})`
  const saw = await seeStatus(app.page, 'Connected', 20_000)
  await openTheirChannel(app.page)
  await say(app.page, text)
  await mustArriveOnce(ground.sandbox, text)
  await mustKeep(app)
  return saw
}

/** The requests and the socket passed the proxy. Quits the app, so that squid writes the tunnels down. */
export async function mustHavePassed({ proxy, server }: Office, app: Running): Promise<void> {
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
