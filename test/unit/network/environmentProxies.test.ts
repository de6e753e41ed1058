import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readEnvironmentProxies } from '../../../main/network/environmentProxies.ts'

/** [environment, what Chromium is told; null: nothing] */
const rules: [Record<string, string>, string | null][] = [
  [{}, null],
  // Chromium reads these rightly by itself.
  [{ http_proxy: 'http://p.example:3128', https_proxy: 'p.example:3128' }, null],
  [{ all_proxy: 'http://p.example:3128' }, null],
  [{ https_proxy: 'http://ada:secret@p.example:3128' }, null],
  [{ https_proxy: '' }, null],
  [{ https_proxy: 'http://[not an address' }, null],
  // Chromium would speak HTTP to these.
  [
    { all_proxy: 'socks5://p.example' },
    'http=socks5://p.example:1080;https=socks5://p.example:1080',
  ],
  [{ all_proxy: 'socks://p.example:9' }, 'http=socks5://p.example:9;https=socks5://p.example:9'],
  [{ ALL_PROXY: 'socks5h://p.example:9/' }, 'http=socks5://p.example:9;https=socks5://p.example:9'],
  [{ all_proxy: 'SOCKS4A://[::1]:9' }, 'http=socks4://[::1]:9;https=socks4://[::1]:9'],
  [{ https_proxy: 'socks5://p.example:9' }, 'https=socks5://p.example:9'],
  // The one for a scheme goes before the one for all, and in lower case before upper case.
  [
    { all_proxy: 'socks5://p.example:9', https_proxy: 'http://q.example:3128' },
    'http=socks5://p.example:9;https=q.example:3128',
  ],
  [
    { http_proxy: 'socks5://p.example:9', HTTP_PROXY: 'http://q.example' },
    'http=socks5://p.example:9;https=socks5://p.example:9',
  ],
  // A script decides, or the desktop does.
  [{ auto_proxy: 'http://p.example/x.pac', all_proxy: 'socks5://p.example' }, null],
  [{ all_proxy: 'socks5://p.example', XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' }, null],
  [{ all_proxy: 'socks5://p.example', XDG_CURRENT_DESKTOP: 'KDE' }, null],
  [{ all_proxy: 'socks5://p.example', DESKTOP_SESSION: 'plasma', KDE_FULL_SESSION: 'true' }, null],
  [
    { all_proxy: 'socks5://p.example:9', XDG_CURRENT_DESKTOP: 'XFCE', DESKTOP_SESSION: 'gnome' },
    'http=socks5://p.example:9;https=socks5://p.example:9',
  ],
]

test('Chromium is told of a SOCKS proxy in the environment, and reads everything else itself', () => {
  for (const [env, expected] of rules) {
    const { config } = readEnvironmentProxies(env)
    assert.equal(config?.proxyRules ?? null, expected, JSON.stringify(env))
  }
})

test('a name in no_proxy stands for all names below it too', () => {
  const bypass = (no_proxy: string) =>
    readEnvironmentProxies({ all_proxy: 'socks5://p.example', no_proxy }).config?.proxyBypassRules
  assert.equal(bypass(''), '')
  assert.equal(bypass('*'), '*')
  assert.equal(bypass('a.example, .b.example'), 'a.example,*.a.example,b.example,*.b.example')
  assert.equal(bypass('a.example:8443'), 'a.example:8443,*.a.example:8443')
  const asTheyAre = '127.0.0.1,10.0.0.1:80,10.0.0.0/8,[::1],::1,*.c.example,<local>,<-loopback>'
  assert.equal(bypass(asTheyAre), asTheyAre)
})

test('user name and password in the environment are the first answer to that proxy', () => {
  const found = (https_proxy: string) => [...readEnvironmentProxies({ https_proxy }).credentials]
  assert.deepEqual(found('http://p.example:3128'), [])
  assert.deepEqual(found('http://ren%C3%A9:a%20b%40c@p.example:3128'), [
    ['p.example:3128', { username: 'rené', password: 'a b@c' }],
  ])
  assert.deepEqual(found('ada:50%@p.example'), [
    ['p.example:80', { username: 'ada', password: '50%' }],
  ])
  assert.deepEqual(found('http://ada@[::1]:3128/'), [
    ['[::1]:3128', { username: 'ada', password: '' }],
  ])
})
