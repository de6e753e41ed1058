import type { App, Session, WebContents } from 'electron'
import { disableSpellcheck } from '../platform/spellcheck.ts'
import { origin } from './appProtocol.ts'

/** An unreachable proxy. By default Chromium bypasses proxies for loopback; `<-loopback>` turns that off. */
const blackHoleProxy = { proxyRules: 'http://255.255.255.255:9', proxyBypassRules: '<-loopback>' }

/** Lets the window load its own files and nothing else: no network, permission, device or download. */
export function guardSession(session: Session, isDevtoolsAllowed: boolean): void {
  session.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, (details, answer) => {
    answer({ cancel: !mayLoad(details.url, isDevtoolsAllowed) })
  })
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  // WebRTC connections are not requests: neither the policy nor the request filter covers them.
  void session.setProxy({ mode: 'fixed_servers', ...blackHoleProxy })
  session.on('will-download', (event) => event.preventDefault())
  disableSpellcheck(session)
}

/**
 * Returns the window to its page after a navigation that cannot be prevented. Chromium commits `about:blank`,
 * `about:srcdoc` and error pages without asking, so Electron emits no `will-navigate` for them.
 */
export function returnToPage(contents: WebContents, page: string): void {
  contents.on('did-navigate', (_event, url) => {
    if (withoutSuffix(url) !== page) void contents.loadURL(page)
  })
  contents.on('did-fail-load', (_event, _code, _description, url, isMainFrame) => {
    // A load of our own page that failed is not repeated: it would fail again.
    if (isMainFrame && withoutSuffix(url) !== page) void contents.loadURL(page)
  })
}

/** An address without query and fragment. */
function withoutSuffix(url: string): string {
  return url.replace(/[?#].*$/s, '')
}

/** Whether the window may load this address. */
export function mayLoad(url: string, isDevtoolsAllowed: boolean): boolean {
  if (url.startsWith(`${origin}/`)) return true
  return isDevtoolsAllowed && url.startsWith('devtools://')
}

/** Guards all web contents: no navigation, no new window, no embedding. */
export function guardContents(app: App): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.on('will-navigate', (event) => event.preventDefault())
    contents.on('will-frame-navigate', (event) => event.preventDefault())
    contents.on('will-redirect', (event) => event.preventDefault())
    // Without an answer a script that asks to stay keeps the window open, and the app running.
    contents.on('will-prevent-unload', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.on('select-bluetooth-device', (event, _devices, choose) => {
      // Without an answer Electron takes the first device that it finds.
      event.preventDefault()
      choose('')
    })
    // Datagrams do not use the proxy.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}
