import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { createServer, type Server, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { startDesktop, type Desktop } from '../support/app/desktop.ts'
import { startElectron, type RunningElectron } from '../support/app/driver.ts'
import { createAuthority } from '../support/certificates.ts'
import { trustInNss } from '../support/app/trust.ts'
import { bundleRuntime } from './bundleRuntime.ts'

const skip = process.platform === 'linux' ? false : 'the trust store of this system is not ours'

suite('the trust of requests and sockets', { skip }, () => {
  const authority = createAuthority()
  // As `openssl req -x509` makes it: a server's certificate that could sign others.
  const itself = createAuthority('localhost', { names: ['localhost'] })
  const servers: Server[] = []
  let desktop: Desktop
  let electron: RunningElectron
  before(async () => {
    desktop = await startDesktop('none')
    await trustInNss(desktop, authority.cert, 'C,,')
    await trustInNss(desktop, itself.cert, 'P,,')
    await bundleRuntime(desktop.folder)
    electron = startElectron({
      args: [join(desktop.folder, 'runtime.mjs'), `--user-data-dir=${desktop.folder}`],
      env: desktop.env,
    })
  })
  after(async () => {
    await electron.quit()
    await desktop.stop()
    for (const server of servers) {
      server.closeAllConnections()
      server.close()
    }
  })

  async function serve(options: ServerOptions): Promise<number> {
    const server = createServer(options, (_, response) => response.end('{}'))
    server.on('tlsClientError', () => undefined)
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
    servers.push(server)
    return (server.address() as AddressInfo).port
  }

  const dial = (host: string) =>
    electron.main.evaluate((_, url) => globalThis.runtime.dial(url), `wss://${host}/`)

  /** The status that a request gets, or the code of its failure. */
  async function ask(host: string): Promise<number | string> {
    const request = {
      id: randomUUID(),
      url: `https://${host}/`,
      method: 'GET' as const,
      headers: {},
      timeoutMs: 10_000,
      maxBytes: 65_536,
    }
    const came = await electron.main.evaluate((_, asked) => globalThis.runtime.send(asked), request)
    if (came.kind === 'failed') console.log(came.said)
    return came.kind === 'answered' ? came.answer.status : came.code
  }

  test('a certificate that is trusted by itself is no authority, for its own host and for others', async () => {
    const own = await serve(itself)
    const signed = await serve(itself.issue({ names: ['127.0.0.1'] }))
    const sameHost = await serve(itself.issue({ names: ['localhost'] }))
    assert.equal(await dial(`127.0.0.1:${signed}`), 'certificateRefused')
    assert.deepEqual([await ask(`localhost:${own}`), await dial(`localhost:${own}`)], [200, 'open'])
    for (const host of [`127.0.0.1:${signed}`, `localhost:${sameHost}`]) {
      assert.deepEqual(
        [await ask(host), await dial(host)],
        ['certificateRefused', 'certificateRefused'],
      )
    }
    assert.equal(await dial(`localhost:${own}`), 'open')
  })

  test('a server that asks for a client certificate optionally is answered without one', async () => {
    const port = await serve({ ...authority.issue(), requestCert: true, rejectUnauthorized: false })
    assert.deepEqual(
      [await ask(`localhost:${port}`), await dial(`localhost:${port}`)],
      [200, 'open'],
    )
    assert.equal(await ask(`localhost:${port}`), 200)
  })

  test('a server that requires one is told as such', async () => {
    const port = await serve({ ...authority.issue(), requestCert: true, rejectUnauthorized: true })
    assert.equal(await ask(`localhost:${port}`), 'clientCertificateNeeded')
  })
})
