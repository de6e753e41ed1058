import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readRoutes, type Route } from '../../../main/network/routes.ts'

const direct: Route = { kind: 'direct' }

/** [what resolveProxy says, the ways in order] */
const answers: [answer: string, routes: Route[]][] = [
  ['DIRECT', [direct]],
  ['', [direct]],
  [' ; ', [direct]],
  ['PROXY proxy.example:8080', [{ kind: 'http', host: 'proxy.example', port: 8080 }]],
  ['PROXY proxy.example', [{ kind: 'http', host: 'proxy.example', port: 80 }]],
  ['HTTPS proxy.example', [{ kind: 'https', host: 'proxy.example', port: 443 }]],
  ['SOCKS proxy.example', [{ kind: 'socks4', host: 'proxy.example', port: 1080 }]],
  ['SOCKS5 10.0.0.7:1081', [{ kind: 'socks5', host: '10.0.0.7', port: 1081 }]],
  ['PROXY [2001:db8::7]:3128', [{ kind: 'http', host: '2001:db8::7', port: 3128 }]],
  [
    'PROXY a.example:1;HTTPS b.example:2; DIRECT',
    [
      { kind: 'http', host: 'a.example', port: 1 },
      { kind: 'https', host: 'b.example', port: 2 },
      direct,
    ],
  ],
  ['QUIC proxy.example:443; DIRECT', [direct]],
  ['proxy a.example:1', [{ kind: 'http', host: 'a.example', port: 1 }]],
]

for (const [answer, routes] of answers) {
  test(`“${answer}” is read`, () => assert.deepEqual(readRoutes(answer), routes))
}

test('where only ways are named that cannot be gone, there is none: nothing goes direct unasked', () => {
  for (const answer of [
    'QUIC a.example:1',
    'PROXY',
    'PROXY :80',
    'PROXY a b:1',
    'PROXY a:x',
    'PROXY a:0',
    'PROXY a:65536',
    '?',
  ]) {
    const routes = readRoutes(answer)
    assert.ok(!routes.some(({ kind }) => kind === 'direct'), answer)
  }
})
