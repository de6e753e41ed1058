import assert from 'node:assert/strict'
import { createServer as createPlainServer } from 'node:http'
import { createServer } from 'node:https'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo, Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { systemClock } from '../../../main/platform/clock.ts'
import { serviceCheck } from '../../../main/text/en/serviceCheck.ts'
import { explainCertificate } from '../../../main/developer/serviceCheck/diagnosis.ts'
import type { CheckReport, Finding } from '../../../preload/contract.ts'
import { selfSigned, type Certificate } from '../../support/certificates.ts'
import { signToken } from '../../support/fakes.ts'
import { runCommand } from './command.ts'
import { password, serve } from './manualTokenService.ts'

const dayMs = 86_400_000
const now = Date.now()
const good = selfSigned('localhost', now - dayMs, now + dayMs)
const ended = selfSigned('localhost', now - 2 * dayMs, now - dayMs)
const future = selfSigned('localhost', now + dayMs, now + 2 * dayMs)
const other = selfSigned('elsewhere.example', now - dayMs, now + dayMs)

/** [what, the server's certificate, what is trusted, verdict, message] */
const certificates: [string, Certificate, Certificate, Finding['verdict'], RegExp][] = [
  ['of a trusted authority', good, good, 'pass', /certificate is good/],
  ['that nobody vouches for', good, other, 'fail', /self-signed/],
  ['that has ended', ended, ended, 'fail', /has expired/],
  ['that begins tomorrow', future, future, 'fail', /not valid yet/],
  ['of another host', other, other, 'fail', /for another host/],
]

for (const [what, certificate, trusted, verdict, message] of certificates) {
  test(`a certificate ${what} is told`, async (t) => {
    const { code, findings, tls } = await checkOver(t, certificate, trusted)
    assert.equal(tls.verdict, verdict)
    assert.match(tls.message, message)
    assert.equal(tls.advice === '', verdict === 'pass')
    assert.equal(code, verdict === 'pass' ? 0 : 1)
    const rest = findings.filter((finding) => finding !== tls && finding.probe !== 'reachable')
    const expected = verdict === 'pass' ? 'pass' : 'skipped'
    assert.deepEqual([...new Set(rest.map((finding) => finding.verdict))], [expected])
  })
}

test('a server that speaks plain http at an https address is told', async (t) => {
  const port = await listen(t, createPlainServer())
  const { findings } = JSON.parse((await run(port)).out) as CheckReport
  assert.match(findings.find(({ probe }) => probe === 'tls')?.message ?? '', /does not speak TLS/)
})

test('an unknown authority, an incomplete chain and other errors of OpenSSL have their own findings', () => {
  const codes = [
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'CERT_REVOKED',
    'CERT_SIGNATURE_FAILURE',
    'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  ]
  const message = codes.map((code) => explainCertificate(code, serviceCheck.connection)?.message)
  assert.equal(new Set(message).size, codes.length)
  for (const code of ['ECONNREFUSED', 'ENOTFOUND', null])
    assert.equal(explainCertificate(code, serviceCheck.connection), null)
})

async function checkOver(t: TestContext, { cert, key }: Certificate, trusted: Certificate) {
  let serial = 0
  const answer = serve(systemClock, {
    token(userId, now) {
      const exp = Math.floor(now / 1000) + 3_600
      return signToken({ user_id: userId, exp, serial: (serial += 1) })
    },
  })
  const server = createServer({ cert, key }, (request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const { authorization } = request.headers
      const headers = authorization ? { authorization } : {}
      void answer('', { body, headers }).then(async (answered) => {
        response.writeHead(answered.status, Object.fromEntries(answered.headers))
        response.end(await answered.text())
      })
    })
  })
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-tls-'))
  t.after(() => rm(folder, { recursive: true }))
  const authorities = join(folder, 'trusted.pem')
  await writeFile(authorities, trusted.cert)
  const { code, out } = await run(await listen(t, server), { NODE_EXTRA_CA_CERTS: authorities })
  const { findings } = JSON.parse(out) as CheckReport
  const tls = findings.find(({ probe }) => probe === 'tls')
  assert.ok(tls)
  return { code, findings, tls }
}

function run(port: number, env: NodeJS.ProcessEnv = {}) {
  const args = [`--url=https://localhost:${port}/token`, '--user-id=alice', '--json']
  return runCommand(args, { LATCHKEY_PASSWORD: password, ...env })
}

function listen(t: TestContext, server: Server & { closeAllConnections(): void }): Promise<number> {
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return new Promise((resolve) => {
    server.listen(0, 'localhost', () => resolve((server.address() as AddressInfo).port))
  })
}
