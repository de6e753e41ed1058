import assert from 'node:assert/strict'
import {
  pressSignIn,
  sendMessage,
  waitForAlert,
  waitForReason,
  waitForStatus,
  waitForText,
  signIn,
} from '../../test/support/app/page.ts'
import type { Group, Row, Seen } from '../../test/e2e/faults/row.ts'
import { assertArrivedOnce, assertSaved } from '../../test/e2e/faults/assertions.ts'
import {
  answer,
  behindProxy,
  mustHavePassed,
  mustNotAsk,
  question,
  writeThrough,
  type Environment,
  type ProxiedApp,
} from './behindProxy.ts'
import {
  startMicrosocks,
  startSquid,
  startTinyproxy,
  type ProxyRule,
  type StartRealProxy,
} from './proxy.ts'

async function pass(proxied: ProxiedApp): Promise<Seen> {
  const app = await proxied.launch()
  await signIn(app.page, 'alice')
  const saw = await writeThrough(proxied, app, 'Written through a proxy')
  await mustNotAsk(app.page)
  await mustHavePassed(proxied, app)
  return { saw, recoveredMs: null }
}

async function restart(proxied: ProxiedApp): Promise<Seen> {
  const app = await proxied.launch()
  await signIn(app.page, 'alice')
  await writeThrough(proxied, app, 'Written before the proxy went')
  await proxied.proxy.stop()
  const saw = await waitForReason(app.page, 'Offline', /proxy [\d.:]+ cannot be reached/)
  const text = `Written while the proxy ${proxied.proxy.host} was away`
  await sendMessage(app.page, text)
  await proxied.proxy.start()
  const since = proxied.harness.heal()
  await waitForStatus(app.page, 'Connected', 20_000)
  const recoveredMs = since()
  await assertArrivedOnce(proxied.harness.sandbox, text)
  await assertSaved(app)
  return { saw, recoveredMs }
}

async function rightPassword(proxied: ProxiedApp): Promise<Seen> {
  const app = await proxied.launch()
  await signIn(app.page, 'alice')
  await answer(app.page, proxied.proxy.login)
  const saw = await writeThrough(proxied, app, 'Written after the proxy asked')
  await mustNotAsk(app.page)
  await mustHavePassed(proxied, app)
  return { saw, recoveredMs: null }
}

async function wrongPassword(proxied: ProxiedApp): Promise<Seen> {
  const app = await proxied.launch()
  const { page } = app
  await signIn(page, 'alice')
  const { username } = proxied.proxy.login
  await answer(page, { username, password: 'notTheirPassword' })
  const words = 'The proxy rejected this user name and password.'
  await page.getByText(words).waitFor({ timeout: 15_000 })
  await answer(page, proxied.proxy.login)
  await writeThrough(proxied, app, 'Written after a wrong answer')
  return { saw: words, recoveredMs: null }
}

async function cancelled(proxied: ProxiedApp): Promise<Seen> {
  const app = await proxied.launch()
  const { page } = app
  await signIn(page, 'alice')
  await (await question(page)).getByRole('button', { name: 'Cancel' }).click()
  const saw = await waitForAlert(page, /requires a user name and password/)
  await mustNotAsk(page)
  await pressSignIn(page)
  await answer(page, proxied.proxy.login)
  await writeThrough(proxied, app, 'Written after a cancel')
  return { saw, recoveredMs: null }
}

/** Nobody is signed out by a question that is cancelled at a start. */
async function cancelledAtStart(proxied: ProxiedApp): Promise<Seen> {
  const first = await proxied.launch()
  await signIn(first.page, 'alice')
  await answer(first.page, proxied.proxy.login)
  await waitForStatus(first.page, 'Connected', 20_000)
  await first.quit()
  const app = await proxied.launch(undefined, first.userData)
  await (await question(app.page)).getByRole('button', { name: 'Cancel' }).click()
  const saw = await waitForReason(app.page, 'Offline', /requires a user name and password/)
  await mustNotAsk(app.page)
  await assertSaved(app)
  await app.page.getByRole('button', { name: 'Try now' }).click()
  await answer(app.page, proxied.proxy.login)
  await writeThrough(proxied, app, 'Written after a cancel at the start')
  return { saw, recoveredMs: null }
}

async function deny(proxied: ProxiedApp): Promise<Seen> {
  const app = await proxied.launch()
  await signIn(app.page, 'alice')
  const saw = await waitForAlert(app.page, /proxy .*blocks the connection/)
  assert.ok(saw.includes(proxied.proxy.host), 'it names the proxy')
  return { saw, recoveredMs: null }
}

/** Chromium's requests can do Digest, our socket cannot. */
async function digest(proxied: ProxiedApp): Promise<Seen> {
  const app = await proxied.launch()
  await signIn(app.page, 'alice')
  await answer(app.page, proxied.proxy.login)
  const saw = await waitForText(app.page, /Digest/, 15_000)
  return { saw, recoveredMs: null }
}

async function inEnvironment(proxied: ProxiedApp): Promise<Seen> {
  const { username, password } = proxied.proxy.login
  const secret = `${encodeURIComponent(username)}:${encodeURIComponent(password)}`
  const address = `http://${secret}@${proxied.proxy.host}`
  const app = await proxied.launch({ http_proxy: address, https_proxy: address })
  await signIn(app.page, 'alice')
  const saw = await writeThrough(proxied, app, 'Written with a password of the environment')
  await mustNotAsk(app.page)
  assert.ok(!app.output().includes(password), 'the log has no password')
  await mustHavePassed(proxied, app)
  return { saw, recoveredMs: null }
}

/** The environment's credentials are out of date: the person is asked. */
async function wrongInEnvironment(proxied: ProxiedApp): Promise<Seen> {
  const address = `http://ada:anOldPassword@${proxied.proxy.host}`
  const app = await proxied.launch({ http_proxy: address, https_proxy: address })
  await signIn(app.page, 'alice')
  await answer(app.page, proxied.proxy.login)
  const saw = await writeThrough(proxied, app, 'Written after the environment was wrong')
  return { saw, recoveredMs: null }
}

async function overSocks(
  proxied: ProxiedApp,
  address: (host: string) => Environment,
): Promise<Seen> {
  const app = await proxied.launch(address(proxied.proxy.host))
  await signIn(app.page, 'alice')
  const saw = await writeThrough(proxied, app, 'Written over SOCKS')
  // microsocks has no log: that nothing passes without it is what shows that all went through it.
  await proxied.proxy.stop()
  await waitForStatus(app.page, 'Offline')
  return { saw, recoveredMs: null }
}

/** A proxy that is dead, and a server that is not to go through it. */
async function without(proxied: ProxiedApp, no_proxy: string): Promise<Seen> {
  await proxied.proxy.stop()
  const address = `http://${proxied.proxy.host}`
  const app = await proxied.launch({ http_proxy: address, https_proxy: address, no_proxy })
  await signIn(app.page, 'alice')
  const saw = await writeThrough(proxied, app, `Written past a proxy (${no_proxy})`)
  return { saw, recoveredMs: null }
}

const throughTls = 'through it to nginx with TLS; named by http_proxy and https_proxy'

function rowsOf(name: string, start: StartRealProxy): Row[] {
  const row = (
    fault: string,
    rule: ProxyRule,
    run: (proxied: ProxiedApp) => Promise<Seen>,
    how = `a real ${name}, ${throughTls}`,
  ): Row => ({
    fault: `${name}: ${fault}`,
    how,
    run: (harness) => behindProxy(harness, start, rule, run),
  })
  return [
    row('it lets everybody through', 'open', pass),
    row('it goes and comes back', 'open', restart),
    row('it denies everybody', 'denies', deny),
    row('it asks, and the answer is right', 'basic', rightPassword),
    row('it asks, and the first answer is wrong', 'basic', wrongPassword),
    row('it asks, and the person cancels', 'basic', cancelled),
    row('it asks at a start, and the person cancels', 'basic', cancelledAtStart),
    row(
      'its password is in the environment',
      'basic',
      inEnvironment,
      `a real ${name}; https_proxy=http://user:password@…`,
    ),
    row(
      'an old password is in the environment',
      'basic',
      wrongInEnvironment,
      `a real ${name}; https_proxy=http://user:password@…`,
    ),
  ]
}

const socks = (spelling: string, address: (host: string) => Environment): Row => ({
  fault: `microsocks: named by ${spelling}`,
  how: 'a real microsocks, through it to nginx with TLS',
  run: (harness) =>
    behindProxy(harness, startMicrosocks, 'open', (proxied) => overSocks(proxied, address)),
})

const past = (no_proxy: string): Row => ({
  fault: `a dead proxy, and no_proxy=${no_proxy}`,
  how: 'http_proxy and https_proxy name a port without a program',
  run: (harness) =>
    behindProxy(harness, startTinyproxy, 'open', (proxied) => without(proxied, no_proxy)),
})

const rows: Row[] = [
  ...rowsOf('squid', startSquid),
  {
    fault: 'squid: it wants Digest',
    how: `a real squid, ${throughTls}`,
    run: (harness) => behindProxy(harness, startSquid, 'digest', digest),
  },
  ...rowsOf('tinyproxy', startTinyproxy),
  socks('all_proxy=socks5://…', (host) => ({ all_proxy: `socks5://${host}` })),
  socks('ALL_PROXY=socks5h://…', (host) => ({ ALL_PROXY: `socks5h://${host}` })),
  socks('https_proxy=socks5://…', (host) => ({ https_proxy: `socks5://${host}` })),
  past('<-loopback>,localhost'),
  past('*'),
]

/** Proxies that nobody here wrote, as the environment names them. */
export const proxies: Group = { name: 'Proxy', rows }
