import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkTokenService } from '../../../main/developer/serviceCheck/check.ts'
import { Failure } from '../../../main/auth/errors.ts'
import type { Finding } from '../../../preload/contract.ts'
import { FakeClock } from '../../support/fakes.ts'

/** [what the app's fetch throws, the probe that tells it, in which words] */
const cases: [error: Error, probe: Finding['probe'], message: RegExp][] = [
  [new Error('net::ERR_CONNECTION_REFUSED'), 'reachable', /Nothing listens/],
  [new Error('net::ERR_NAME_NOT_RESOLVED'), 'reachable', /no address for the name/],
  [new Error('net::ERR_EMPTY_RESPONSE'), 'reachable', /cut the connection/],
  [new Error('net::ERR_UNSAFE_PORT'), 'reachable', /another protocol/],
  [new Error('net::ERR_PROXY_CONNECTION_FAILED'), 'reachable', /proxy of this computer/],
  [new Failure('proxyRefused', 'The proxy refuses.'), 'reachable', /proxy of this computer/],
  [new Error('net::ERR_CERT_AUTHORITY_INVALID'), 'tls', /nobody whom this computer trusts/],
  [new Error('net::ERR_CERT_DATE_INVALID'), 'tls', /expired, or is not valid yet/],
  [new Error('net::ERR_CERT_COMMON_NAME_INVALID'), 'tls', /another host/],
  [new Error('net::ERR_CERT_REVOKED'), 'tls', /revoked/],
  [new Error('net::ERR_CERT_WEAK_KEY'), 'tls', /ERR_CERT_WEAK_KEY/],
  [new Error('net::ERR_SSL_PROTOCOL_ERROR'), 'tls', /does not speak TLS/],
]

for (const [error, probe, message] of cases) {
  test(`in the app, where Chromium asks, “${error.message}” is told in plain words`, async () => {
    const { findings } = await checkTokenService(
      { url: 'https://api.acme.example/token', userId: 'ada', password: 'x', signIn: 'password' },
      { fetch: () => Promise.reject(error), clock: new FakeClock(), tell: () => undefined },
      new AbortController().signal,
    )
    const told = findings.find((finding) => finding.verdict === 'fail')
    assert.equal(told?.probe, probe)
    assert.match(told?.message ?? '', message)
  })
}
