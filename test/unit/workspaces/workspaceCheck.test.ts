import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Fetch } from '../../../main/network/response.ts'
import type { SavedWorkspace } from '../../../main/settings/settings.ts'
import { checkWorkspace } from '../../../main/workspaces/workspaceCheck.ts'
import type { WorkspaceFinding } from '../../../preload/contract.ts'
import type { FaultsPatch } from '../../../sandbox/faults.ts'
import { startSandbox } from '../../../sandbox/server.ts'
import { testSecret } from '../../support/fakes.ts'

const { signal } = new AbortController()
const acme: SavedWorkspace = {
  name: 'Acme',
  apiKey: 'key',
  serverUrl: 'https://chat.acme.example/base/?tenant=a',
  tokenService: { url: 'https://api.acme.example/token', signIn: 'password' },
}

/** Each check with its result, or the code of its failure. */
function inWords(findings: WorkspaceFinding[]): string[] {
  return findings.map((finding) =>
    finding.result === 'failed'
      ? `${finding.check} ${finding.code}`
      : `${finding.check} ${finding.result}`,
  )
}

async function openSandbox(t: TestContext, faults: FaultsPatch = {}): Promise<SavedWorkspace> {
  const sandbox = await startSandbox({ secret: testSecret, bot: 'off', faults })
  t.after(() => sandbox.stop())
  const { url, apiKey, tokenServiceUrl } = sandbox
  const tokenService = { url: tokenServiceUrl, signIn: 'password' } as const
  return { name: 'Sandbox', apiKey, serverUrl: url, tokenService }
}

async function check(workspace: SavedWorkspace, fetchBy: Fetch = fetch) {
  const tools = { http: { fetch: fetchBy }, client: 'latchkey-test', signal }
  return inWords(await checkWorkspace(workspace, tools))
}

/** Servers that answer as they are told; an error is thrown. */
function answering(server: Response | Error, service: Response | Error = Response.json({})) {
  const asked: { url: string; method: string; headers: Headers; body: unknown }[] = []
  const answer = async (input: string | URL, init?: RequestInit) => {
    const url = new URL(input).href
    const { method = 'GET', headers, body } = init ?? {}
    asked.push({ url, method, headers: new Headers(headers), body })
    const result = url.startsWith('https://chat.') ? server : service
    if (result instanceof Error) throw result
    return result
  }
  return { asked, fetch: answer }
}

const failing = (code: string) => new TypeError('fetch failed', { cause: { code } })
const allPassed = ['reachable passed', 'tls passed', 'apiKey passed', 'tokenService passed']

test('the sandbox passes; without TLS, as it is on this computer', async (t) => {
  for (const odd of [false, true]) {
    assert.deepEqual(await check(await openSandbox(t, { odd })), [
      'reachable passed',
      'tls notEncrypted',
      'apiKey passed',
      'tokenService passed',
    ])
  }
})

test('a wrong API key is found out', async (t) => {
  const workspace = await openSandbox(t)
  const findings = await check({ ...workspace, apiKey: 'wrong' })
  assert.equal(findings[2], 'apiKey workspaceInvalid')
  assert.equal(findings[3], 'tokenService passed')
})

test('the calls hold no credential, and keep the path and the query of the server', async () => {
  const { asked, fetch } = answering(Response.json({ app: {} }))
  await check(acme, fetch)
  assert.deepEqual(
    asked.map(({ url, method, body }) => `${method} ${url} ${String(body)}`).toSorted(),
    [
      'GET https://chat.acme.example/base/app?tenant=a&api_key=key null',
      'POST https://api.acme.example/token {}',
    ],
  )
  for (const { headers } of asked) assert.equal(headers.get('authorization'), null)
})

test('a workspace without a token service has nothing said of one', async () => {
  const { asked, fetch } = answering(Response.json({ app: {} }))
  assert.deepEqual(await check({ ...acme, tokenService: null }, fetch), allPassed.slice(0, 3))
  assert.equal(asked.length, 1)
})

const own = (code: number, status: number) => Response.json({ code, message: 'no' }, { status })

for (const [what, server, findings] of [
  [
    'a server that cannot be reached',
    failing('ECONNREFUSED'),
    ['reachable network', 'tls notTested', 'apiKey notTested'],
  ],
  [
    'an expired certificate',
    failing('ERR_CERT_DATE_INVALID'),
    ['reachable passed', 'tls certificateExpired', 'apiKey notTested'],
  ],
  [
    'a certificate for another host',
    failing('ERR_CERT_COMMON_NAME_INVALID'),
    ['reachable passed', 'tls certificateWrongName', 'apiKey notTested'],
  ],
  [
    'a proxy that is not there',
    failing('ERR_PROXY_CONNECTION_FAILED'),
    ['reachable proxyUnreachable', 'tls notTested', 'apiKey notTested'],
  ],
  [
    'a proxy that lets nothing through',
    failing('ERR_TUNNEL_CONNECTION_FAILED'),
    ['reachable proxyDenied', 'tls notTested', 'apiKey notTested'],
  ],
  ['a wrong key', own(2, 401), ['reachable passed', 'tls passed', 'apiKey workspaceInvalid']],
  ['a suspended app', own(99, 403), ['reachable passed', 'tls passed', 'apiKey appSuspended']],
  ['a server that does not show its app to strangers', own(17, 403), allPassed.slice(0, 3)],
  ['a server that wants a token', own(5, 401), allPassed.slice(0, 3)],
  ['a server in trouble', own(-1, 500), ['reachable passed', 'tls passed', 'apiKey serverError']],
  ['a busy server', own(9, 429), allPassed.slice(0, 3)],
  [
    'a page',
    new Response('<html>', { status: 200 }),
    ['reachable passed', 'tls passed', 'apiKey addressWrong'],
  ],
  [
    'JSON that is no object',
    Response.json([]),
    ['reachable passed', 'tls passed', 'apiKey addressWrong'],
  ],
  [
    'a page that is not found',
    new Response('', { status: 404 }),
    ['reachable passed', 'tls passed', 'apiKey addressWrong'],
  ],
  [
    'something in between in trouble',
    new Response('', { status: 502 }),
    ['reachable passed', 'tls passed', 'apiKey serverError'],
  ],
  [
    'a redirect',
    new Response('', { status: 302, headers: { location: 'https://login.example' } }),
    ['reachable passed', 'tls passed', 'apiKey redirected'],
  ],
] as const) {
  test(`${what} is told as it is: ${findings.join(', ')}`, async () => {
    const { fetch } = answering(server)
    assert.deepEqual(await check(acme, fetch), [...findings, 'tokenService passed'])
  })
}

for (const [what, service, finding] of [
  ['that refuses an empty request', Response.json({ error: 'no' }, { status: 401 }), 'passed'],
  ['that finds it bad', Response.json({ error: 'bad_request' }, { status: 400 }), 'passed'],
  ['that is busy', new Response('', { status: 429 }), 'passed'],
  ['that is not there', failing('ENOTFOUND'), 'network'],
  ['whose certificate is not trusted', failing('ERR_CERT_AUTHORITY_INVALID'), 'certificateRefused'],
  ['that is a page', new Response('<html>', { status: 200 }), 'tokenServiceWrong'],
  ['at another path', Response.json({ error: 'not_found' }, { status: 404 }), 'tokenServiceWrong'],
  ['that takes no POST', Response.json({ error: 'no' }, { status: 405 }), 'tokenServiceWrong'],
  ['that fails', Response.json({ error: 'oops' }, { status: 500 }), 'serverError'],
] as const) {
  test(`a token service ${what} is told as it is: ${finding}`, async () => {
    const { fetch } = answering(Response.json({ app: {} }), service)
    assert.deepEqual(await check(acme, fetch), [
      ...allPassed.slice(0, 3),
      `tokenService ${finding}`,
    ])
  })
}

test('the host that failed is named', async () => {
  const { fetch } = answering(failing('ECONNREFUSED'))
  const tools = { http: { fetch }, client: 'latchkey-test', signal }
  const [first] = await checkWorkspace(acme, tools)
  assert.ok(first?.result === 'failed')
  assert.equal(first.about.host, 'chat.acme.example')
})
