import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test } from 'node:test'
import type { App, ProxyConfig, Session, WebContents } from 'electron'
import {
  guardContents,
  guardSession,
  mayLoad,
  returnToPage,
} from '../../../main/window/security.ts'

const refused = [
  'https://example.com/',
  'http://127.0.0.1:3000/',
  'ws://localhost/',
  'file:///etc/passwd',
  'app://latchkey.evil/',
  'app://latchkey',
  'app://other/index.html',
  'APP://LATCHKEY/',
  'data:text/html,x',
  'blob:app://latchkey/1',
  'about:blank',
  'javascript:alert(1)',
  'chrome://settings',
  '',
]

test('the window may load its own files and nothing else', () => {
  for (const isDevtoolsAllowed of [true, false]) {
    assert.equal(mayLoad('app://latchkey/index.html', isDevtoolsAllowed), true)
    for (const url of refused) assert.equal(mayLoad(url, isDevtoolsAllowed), false, url)
  }
})

test('the developer tools may load theirs while they are allowed', () => {
  assert.equal(mayLoad('devtools://devtools/bundled/x.js', true), true)
  assert.equal(mayLoad('devtools://devtools/bundled/x.js', false), false)
})

test('a guarded session cancels every foreign request and denies every permission, device and download', () => {
  const answers: unknown[] = []
  const session = {
    webRequest: {
      onBeforeRequest(
        filter: { urls: string[] },
        listener: (details: { url: string }, answer: (response: unknown) => void) => void,
      ) {
        assert.deepEqual(filter, { urls: ['<all_urls>'] })
        listener({ url: 'https://example.com/' }, (answer) => answers.push(answer))
        listener({ url: 'app://latchkey/index.js' }, (answer) => answers.push(answer))
      },
    },
    setPermissionRequestHandler: (
      handler: (contents: null, permission: string, answer: (isAllowed: boolean) => void) => void,
    ) => handler(null, 'media', (isAllowed) => answers.push(isAllowed)),
    setPermissionCheckHandler: (handler: () => boolean) => answers.push(handler()),
    setProxy: ({ mode, proxyBypassRules }: ProxyConfig) =>
      answers.push(`${mode} ${proxyBypassRules}`),
    setDevicePermissionHandler: (handler: () => boolean) => answers.push(handler()),
    on(event: string, listener: (event: { preventDefault(): void }) => void) {
      assert.equal(event, 'will-download')
      listener({ preventDefault: () => void answers.push('no download') })
    },
    setSpellCheckerLanguages: (languages: string[]) => answers.push(languages),
    setSpellCheckerEnabled: (isEnabled: boolean) => answers.push(isEnabled),
  } as unknown as Session
  guardSession(session, false)
  assert.deepEqual(answers, [
    { cancel: true },
    { cancel: false },
    false,
    false,
    false,
    'fixed_servers <-loopback>',
    'no download',
    [],
    false,
  ])
})

test('whatever contents come to be stay where they are, open nothing and embed nothing', () => {
  const app = new EventEmitter()
  const opened: unknown[] = []
  const policies: string[] = []
  const contents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler: (handler: () => unknown) => void opened.push(handler()),
    setWebRTCIPHandlingPolicy: (policy: string) => void policies.push(policy),
  })
  guardContents(app as unknown as App)
  app.emit('web-contents-created', {}, contents)
  assert.deepEqual(opened, [{ action: 'deny' }])
  assert.deepEqual(policies, ['disable_non_proxied_udp'])
  const chosen: string[] = []
  for (const event of [
    'will-navigate',
    'will-frame-navigate',
    'will-redirect',
    'will-attach-webview',
    'will-prevent-unload',
    'select-bluetooth-device',
  ]) {
    let isPrevented = false
    const choose = (device: string) => void chosen.push(device)
    contents.emit(event, { preventDefault: () => void (isPrevented = true) }, [], choose)
    assert.ok(isPrevented, event)
  }
  assert.deepEqual(chosen, [''], 'of the Bluetooth devices none')
})

test('the window returns to its page from any other, and stays for a part of its own', () => {
  const page = 'app://latchkey/index.html'
  const loaded: string[] = []
  const contents = Object.assign(new EventEmitter(), {
    loadURL: (url: string) => Promise.resolve(void loaded.push(url)),
  })
  returnToPage(contents as unknown as WebContents, page)
  for (const url of [page, `${page}#part`, `${page}?x#y`]) contents.emit('did-navigate', {}, url)
  contents.emit('did-fail-load', {}, -2, '', page, true)
  contents.emit('did-fail-load', {}, -2, '', 'about:srcdoc', false)
  assert.deepEqual(loaded, [])
  for (const url of ['about:blank', 'chrome-error://chromewebdata/', `${page}.html`]) {
    contents.emit('did-navigate', {}, url)
  }
  contents.emit('did-fail-load', {}, -2, '', 'about:srcdoc', true)
  assert.deepEqual(loaded, [page, page, page, page])
})
