import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { connect, type SecureContext } from 'node:tls'
import type { Certificate, Request, Session } from 'electron'
import { createTrust } from '../../../main/network/trust.ts'
import { createAuthority } from '../../support/certificates.ts'
import { startFront } from '../../support/tlsFront.ts'

type Verify = (request: Request, answer: (verdict: number) => void) => void

/** Trust in front of a Chromium that is asked by `judge`; `fetch` is what consulting it comes to. */
function openTrust(fetch: (url: string) => Promise<Response>) {
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
  function judge(chain: string[], errorCode = 0): void {
    const validatedCertificate = chain.reduceRight<Certificate | undefined>(
      (issuerCert, data) => ({ data, ...(issuerCert ? { issuerCert } : {}) }) as Certificate,
      undefined,
    )
    verify({ errorCode, validatedCertificate } as Request, (verdict) => verdicts.push(verdict))
  }
  return { trust, asked, verdicts, judge }
}

/** Whether a server of this authority is trusted. */
async function trusts(t: TestContext, port: number, context: SecureContext | undefined) {
  const socket = connect({
    host: 'localhost',
    port,
    ...(context ? { secureContext: context } : {}),
  })
  t.after(() => socket.destroy())
  return once(socket, 'secureConnect').then(
    () => true,
    () => false,
  )
}

async function openServer(t: TestContext) {
  const authority = createAuthority()
  const certificate = authority.issue()
  const behind = createServer()
  await new Promise<void>((resolve) => void behind.listen(0, '127.0.0.1', resolve))
  const front = await startFront((behind.address() as AddressInfo).port, certificate)
  t.after(async () => {
    await front.stop()
    behind.close()
  })
  return { authority, chain: [certificate.cert, authority.cert], port: front.port }
}

test("Chromium's verdict is its own, whatever is learnt from it", () => {
  const { judge, verdicts } = openTrust(async () => new Response())
  judge(['leaf', 'root'])
  judge(['leaf'], -202)
  assert.deepEqual(verdicts, [-3, -3])
})

test('Node trusts its own roots until one is not enough, then also those that Chromium found', async (t) => {
  const { authority, chain, port } = await openServer(t)
  const { trust, asked, judge } = openTrust(async () => {
    judge(chain)
    return new Response(null, { status: 404 })
  })
  assert.equal(trust.context(), undefined)
  assert.equal(await trusts(t, port, trust.context()), false)
  await trust.consult(new URL(`wss://localhost:${port}/connect?authorization=x`), signal)
  assert.deepEqual(asked, [`https://localhost:${port}/`])
  const context = trust.context()
  assert.equal(await trusts(t, port, context), true)
  assert.equal(trust.context(), context, 'made once')
  assert.ok(new X509Certificate(authority.cert).ca)
})

test('what Chromium refuses teaches nothing, and is told', async (t) => {
  const { chain, port } = await openServer(t)
  const { trust, judge } = openTrust(async () => {
    judge(chain, -202)
    throw new Error('net::ERR_CERT_AUTHORITY_INVALID')
  })
  const url = new URL(`wss://localhost:${port}/`)
  await assert.rejects(trust.consult(url, signal), { code: 'certificateRefused' })
  assert.equal(await trusts(t, port, trust.context()), false)
})

test('a server that cannot be reached to be judged is a network failure', async () => {
  const { trust } = openTrust(async () => {
    throw new Error('net::ERR_CONNECTION_REFUSED')
  })
  await assert.rejects(trust.consult(new URL('wss://a.example/'), signal), { code: 'network' })
})

test('a root that names itself as its issuer is the end of the chain', () => {
  const { judge, verdicts } = openTrust(async () => new Response())
  judge(['leaf', 'root', 'root'])
  assert.deepEqual(verdicts, [-3])
})

const { signal } = new AbortController()
