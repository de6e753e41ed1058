import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import { test } from 'node:test'
import type { Protocol, ProtocolResponse } from 'electron'
import {
  contentSecurityPolicy,
  fileFor,
  scheme,
  serveWindow,
  type WindowFiles,
} from '../../../main/window/appProtocol.ts'
import { settled } from '../../support/fakes.ts'

const folder = join(sep, 'app', 'out', 'renderer')

for (const [address, file] of [
  ['app://latchkey/', 'index.html'],
  ['app://latchkey/index.html', 'index.html'],
  ['app://latchkey/assets/index-1.js?x=1#y', join('assets', 'index-1.js')],
  ['app://latchkey/a%20b.css', 'a b.css'],
  ['app://latchkey/assets/../index.html', 'index.html'],
  // Steps up end at the top of the address, so these stay inside.
  ['app://latchkey/../../secret.js', 'secret.js'],
  ['app://latchkey/%2e%2e/%2E%2e/secret.js', 'secret.js'],
] as const) {
  test(`${address} is a file of the window`, () => {
    assert.equal(fileFor(new URL(address), folder), join(folder, file))
  })
}

for (const address of [
  'app://latchkey/..%2f..%2fsecret.js',
  'app://latchkey/%2E%2E%2Fsecret.js',
  'app://latchkey/assets%2f..%2f..%2fsecret.js',
  'app://latchkey/..%2frenderer-other/index.html',
  'app://latchkey/%',
  'app://latchkey/%ff.js',
  'app://latchkey/settings.json',
  'app://latchkey/index.html.map',
  'app://latchkey/no-extension',
  'app://latchkey/.js',
  'app://other/index.html',
  'app://latchkey:81/index.html',
  'https://latchkey/index.html',
  'file:///app/out/renderer/index.html',
]) {
  test(`${address} is none`, () => {
    const file = fileFor(new URL(address), folder)
    assert.equal(file, null)
  })
}

test('on Windows an encoded backslash leads nowhere outside either', () => {
  const file = fileFor(new URL('app://latchkey/..%5c..%5csecret.js'), folder)
  assert.ok(file === null || file.startsWith(folder + sep))
})

test('only the files of the window are served, with the policy on each', async () => {
  const built = await mkdtemp(join(tmpdir(), 'latchkey-window-'))
  try {
    await writeFile(join(built, 'index.html'), '<h1>Latchkey</h1>')
    const get = serving(built)
    const { data, headers } = get('app://latchkey/')
    assert.deepEqual(data, Buffer.from('<h1>Latchkey</h1>'))
    assert.equal(headers?.['Content-Type'], 'text/html; charset=utf-8')
    assert.equal(headers['Content-Security-Policy'], contentSecurityPolicy)
    assert.equal(headers['X-Content-Type-Options'], 'nosniff')
    for (const url of ['app://latchkey/missing.js', 'app://latchkey/%00.js', 'app://latchkey/%']) {
      assert.deepEqual(get(url), { statusCode: 404, data: Buffer.alloc(0) })
    }
    assert.deepEqual(get('app://latchkey/', 'POST'), { statusCode: 404, data: Buffer.alloc(0) })
  } finally {
    await rm(built, { recursive: true })
  }
})

test('a picture is served by its name, as the type that was read from it, and kept by no cache', async () => {
  const asked: string[] = []
  const data = Buffer.from('GIF89a')
  const get = serving(folder, (name) => {
    asked.push(name)
    return Promise.resolve(name === 'a-B_9' ? { type: 'image/gif', data } : null)
  })
  const picture = get('app://latchkey/picture/a-B_9')
  await settled()
  assert.deepEqual(picture.data, data)
  assert.equal(picture.headers?.['Content-Type'], 'image/gif')
  assert.equal(picture.headers['X-Content-Type-Options'], 'nosniff')
  assert.equal(picture.headers['Content-Security-Policy'], contentSecurityPolicy)
  assert.equal(picture.headers['Cache-Control'], 'no-store')
  const unknown = get('app://latchkey/picture/unknown')
  await settled()
  assert.equal(unknown.statusCode, 204)
  for (const [url, method] of [
    ['app://latchkey/picture/a-B_9', 'POST'],
    ['app://latchkey/picture/a%2fb', 'GET'],
    ['app://latchkey/picture/', 'GET'],
    ['app://other/picture/a-B_9', 'GET'],
  ] as const) {
    assert.equal(get(url, method).statusCode, 404, url)
  }
  assert.deepEqual(asked, ['a-B_9', 'unknown'])
})

/** Serves the window from this folder; asks it for an address. A picture is filled in when it is there. */
function serving(
  folder: string,
  readPicture: WindowFiles['readPicture'] = () => assert.fail('No picture is asked for.'),
): (url: string, method?: string) => ProtocolResponse {
  type Handler = Parameters<Protocol['registerBufferProtocol']>[1]
  let handler: Handler = () => assert.fail('Nothing is served.')
  const files = { folder, readPicture, served: () => undefined }
  serveWindow({ registerBufferProtocol: (_, given) => Boolean((handler = given)) }, files)
  return (url, method = 'GET') => {
    const answer: ProtocolResponse = {}
    handler({ url, method, headers: {}, referrer: '' }, (given) => {
      Object.assign(answer, Buffer.isBuffer(given) ? { data: given } : given)
    })
    return answer
  }
}

test('the page brings the same policy along, but for the rule that only a header can have', () => {
  const html = readFileSync('renderer/index.html', 'utf8')
  const own = /Content-Security-Policy"\s+content="([^"]+)"/.exec(html)?.[1]
  assert.equal(own, contentSecurityPolicy.replace("frame-ancestors 'none'; ", ''))
})

test('the policy allows our own scripts, styles and pictures, and no connection at all', () => {
  const rules = contentSecurityPolicy.split('; ')
  assert.ok(rules.includes("default-src 'none'"))
  assert.ok(rules.includes("connect-src 'none'"))
  // Without its own rule a worker would follow the one for scripts.
  assert.ok(rules.includes("worker-src 'none'"))
  assert.ok(rules.includes("require-trusted-types-for 'script'"))
  assert.ok(!/unsafe|\*|https?:|data:|blob:/.test(contentSecurityPolicy))
})

test('the scheme is a standard, secure one without privileges that it does not need', () => {
  assert.deepEqual(scheme, { scheme: 'app', privileges: { standard: true, secure: true } })
})
