import assert from 'node:assert/strict'
import { createServer, type AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import type { Certificate as Judged, Request, Session } from 'electron'
import { openLine, upgradeToTls } from '../../../main/network/tcp.ts'
import { createTrust } from '../../../main/network/trust.ts'
import { createAuthority, selfSigned, type Certificate } from '../../support/certificates.ts'
import { startFront } from '../../support/tlsFront.ts'

type Verify = (request: Request, answer: (verdict: number) => void) => void

/** Trust in front of a Chromium that is asked by `judge`; `fetch` is what consulting it comes to. */
function openTrust(fetch: (url: string) => Promise<Response> = async () => new Response()) {
  const asked: string[] = []
  const trust = createTrust((input) => {
    const { url } = new Request(input)
    asked.push(url)
    return fetch(url)
  })
  const verdicts: number[] = []
  let verify: Verify = () => undefined
  const session = { setCertificateVerifyProc: (proc: Verify) => void (verify = proc) }
  trust.watch(session as unknown as Session)
  /** Chromium has built this chain, the root last. */
  function judge(hostname: string, chain: string[], errorCode = 0): void {
    const validatedCertificate = chain.reduceRight<Judged | undefined>(
      (issuerCert, data) => ({ data, ...(issuerCert ? { issuerCert } : {}) }) as Judged,
      undefined,
    )
    verify({ hostname, errorCode, validatedCertificate } as Request, (verdict) =>
      verdicts.push(verdict),
    )
  }
  /** The trust in a host whom Node's own roots were not enough for. */
  async function needed(hostname: string) {
    await trust.consult(new URL(`wss://${hostname}/`), signal)
    return trust.of(hostname)[0]
  }
  return { trust, asked, verdicts, judge, needed }
}

/** A server with TLS on this computer, and whether it is trusted. */
async function openServer(t: TestContext, certificate: Certificate) {
  const behind = createServer((line) => line.on('error', () => line.destroy()))
  await new Promise<void>((resolve) => void behind.listen(0, '127.0.0.1', resolve))
  const front = await startFront((behind.address() as AddressInfo).port, certificate)
  t.after(async () => {
    await front.stop()
    behind.close()
  })
  async function isTrusted(trust: Parameters<typeof upgradeToTls>[2], host = 'localhost') {
    const line = await openLine({ host: '127.0.0.1', port: front.port }, signal)
    t.after(() => line.destroy())
    return await upgradeToTls(line, host, trust, signal).then(
      () => true,
      () => false,
    )
  }
  return { port: front.port, isTrusted }
}

const { signal } = new AbortController()

test("Chromium's verdict is its own, whatever is learned from it", () => {
  const { judge, verdicts } = openTrust()
  judge('a.example', ['leaf', 'root'])
  judge('a.example', ['leaf'], -202)
  judge('a.example', ['leaf', 'root', 'root'])
  assert.deepEqual(verdicts, [-3, -3, -3])
})

test('Node trusts its own roots until one is not enough, then also the chain that Chromium found', async (t) => {
  const authority = createAuthority()
  const certificate = authority.issue()
  const { port, isTrusted } = await openServer(t, certificate)
  const { trust, asked, judge } = openTrust(async () => {
    judge('localhost', [certificate.cert, authority.cert])
    return new Response(null, { status: 404 })
  })
  assert.deepEqual(trust.of('localhost'), [])
  assert.equal(await isTrusted(trust.of('localhost')[0]), false)
  await trust.consult(new URL(`wss://localhost:${port}/connect?authorization=x`), signal)
  assert.deepEqual(asked, [`https://localhost:${port}/`])
  const [found] = trust.of('localhost')
  assert.equal(await isTrusted(found), true)
  judge('localhost', [certificate.cert, authority.cert])
  assert.deepEqual([trust.of('localhost').length, trust.of('localhost')[0] === found], [1, true])
})

test('what is trusted for one host is no authority for another', async (t) => {
  const authority = createAuthority()
  const [mine, other] = [authority.issue(), authority.issue({ names: ['127.0.0.1'] })]
  const { isTrusted } = await openServer(t, other)
  const { judge, needed } = openTrust()
  judge('localhost', [mine.cert, authority.cert])
  assert.equal(await isTrusted(await needed('localhost'), '127.0.0.1'), true)
  assert.equal(await needed('127.0.0.1'), undefined)
})

test('a certificate that is trusted by itself is good itself, and nothing that it signs', async (t) => {
  const itself = createAuthority('localhost', { names: ['localhost', '127.0.0.1'] })
  const signed = itself.issue({ names: ['localhost'] })
  const first = await openServer(t, itself)
  const second = await openServer(t, signed)
  const { judge, needed } = openTrust()
  judge('localhost', [itself.cert])
  const trust = await needed('localhost')
  assert.equal(await first.isTrusted(trust), true)
  assert.equal(await second.isTrusted(trust), false)
})

test('and being refused as an authority does not make it worse itself', async () => {
  const itself = createAuthority('localhost', { names: ['localhost'] })
  const { trust, judge, needed } = openTrust()
  judge('localhost', [itself.cert])
  await needed('localhost')
  judge('localhost', [itself.issue().cert, itself.cert], -202)
  assert.equal(trust.of('localhost').length, 1)
})

test('also one that an unknown authority has signed', async (t) => {
  const leaf = createAuthority('A stranger').issue()
  const { isTrusted } = await openServer(t, leaf)
  const { judge, needed } = openTrust()
  judge('localhost', [leaf.cert])
  assert.equal(await isTrusted(await needed('localhost')), true)
})

test('a chain that Chromium has completed is complete for the socket', async (t) => {
  const root = createAuthority('The root')
  const between = root.issueAuthority('In between')
  const leaf = between.issue()
  // Sent alone, without the certificate in between.
  const { isTrusted } = await openServer(t, leaf)
  const { judge, needed } = openTrust()
  judge('localhost', [leaf.cert, root.cert])
  assert.equal(await isTrusted(await needed('localhost')), false)
  judge('localhost', [leaf.cert, between.cert, root.cert])
  assert.equal(await isTrusted(await needed('localhost')), true)
})

test('what Chromium refuses teaches nothing, and what it refuses later is forgotten', async (t) => {
  const authority = createAuthority()
  const certificate = authority.issue()
  const chain = [certificate.cert, authority.cert]
  const { isTrusted } = await openServer(t, certificate)
  const { trust, judge } = openTrust(async () => {
    judge('localhost', chain, -202)
    throw new Error('net::ERR_CERT_AUTHORITY_INVALID')
  })
  const url = new URL('wss://localhost/')
  await assert.rejects(trust.consult(url, signal), { code: 'certificateRefused' })
  assert.equal(await isTrusted(trust.of('localhost')[0]), false)
  judge('localhost', chain)
  assert.equal(await isTrusted(trust.of('localhost')[0]), true)
  judge('localhost', chain, -202)
  assert.deepEqual(trust.of('localhost'), [])
})

test('a server that also asks for a client certificate has been judged, and one that was not is not trusted', async () => {
  const { trust, judge } = openTrust(async () => {
    throw new Error('net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED')
  })
  const url = new URL('wss://a.example/')
  await assert.rejects(trust.consult(url, signal), { code: 'clientCertificateNeeded' })
  judge('a.example', [selfSigned('a.example', 0, Date.now() + 1e8).cert])
  await trust.consult(url, signal)
  assert.equal(trust.of('a.example').length, 1)
})

test('servers of one host keep their chains, and a stranger in between takes none away', async () => {
  const { trust, judge, needed } = openTrust()
  judge('localhost', [createAuthority('localhost', { names: ['localhost'] }).cert])
  const authority = createAuthority()
  judge('localhost', [authority.issue().cert, authority.cert])
  judge('localhost', [createAuthority('A stranger').cert], -202)
  await needed('localhost')
  assert.deepEqual(
    trust.of('localhost').map(({ only }) => only === null),
    [true, false],
  )
  // More than a few are not kept.
  for (let count = 0; count < 9; count += 1) judge('localhost', [createAuthority().cert])
  assert.equal(trust.of('localhost').length, 4)
})

test('a server that cannot be reached to be judged is a network failure', async () => {
  const { trust } = openTrust(async () => {
    throw new Error('net::ERR_CONNECTION_REFUSED')
  })
  await assert.rejects(trust.consult(new URL('wss://a.example/'), signal), { code: 'network' })
})
