import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright'
import { untilTrue } from '../support/app/waiting.ts'
import { setStage } from './harness.ts'

const stage = setStage()

/** Electron asks before it goes to one of these. */
const askedFirst = [
  'app://latchkey/',
  'app://latchkey/other.html',
  'app://other/index.html',
  'blob',
  'chrome-extension://abcdefghijklmnopabcdefghijklmnop/x.html',
  'chrome://version',
  'data:text/html,x',
  'devtools://devtools/bundled/inspector.html',
  'file:///etc/hostname',
  'filesystem:app://latchkey/temporary/x',
  'ftp://127.0.0.1:9/',
  'http://127.0.0.1:9/',
  'https://127.0.0.1:9/',
  'intent://x',
  'latchkey://open',
  'mailto:someone@example.com',
  'ms-settings:',
  'tel:123',
  'urn:x',
  'view-source:app://latchkey/index.html',
  'ws://127.0.0.1:9/',
  'x-unknown://x',
]
/** Chromium goes to one of these by itself. */
const notAsked = [
  'about:blank',
  'ABOUT:BLANK#x',
  'about:srcdoc',
  'about:version',
  'chrome-untrusted://x',
]
const methods = [
  'href',
  'replace',
  'anchor',
  'form',
  'meta',
  'navigation',
  'open',
  'frame',
] as const

test('a script in the window cannot navigate it with any scheme', async () => {
  const app = await stage.launch()
  await app.electron.evaluate(({ shell, webContents }) => {
    const visited: string[] = []
    Reflect.set(globalThis, 'visited', visited)
    for (const contents of webContents.getAllWebContents()) {
      contents.on('did-navigate', (_event, url) => visited.push(url))
    }
    shell.openExternal = (url) => Promise.resolve(void visited.push(`outside: ${url}`))
  })
  for (const url of askedFirst) {
    for (const method of methods) await navigate(app.page, url, method)
    assert.equal(await app.page.evaluate(() => location.href), 'app://latchkey/index.html', url)
  }
  assert.deepEqual(
    await app.electron.evaluate(() => Reflect.get(globalThis, 'visited') as unknown),
    [],
  )
  assert.deepEqual(
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length),
    1,
  )
  await app.quit()
})

test('the window returns from a page that Chromium opens without asking', async () => {
  const app = await stage.launch()
  for (const url of notAsked) {
    for (const method of ['href', 'form', 'navigation'] as const) {
      await app.page.evaluate(() => Object.assign(globalThis, { isOldPage: true }))
      // The answer is lost with the page.
      await navigate(app.page, url, method).catch(() => undefined)
      await app.page.waitForFunction(
        () => !('isOldPage' in globalThis) && location.protocol === 'app:',
      )
      await app.page.getByRole('tab', { name: 'Sign in' }).waitFor()
    }
  }
  await app.quit()
})

test('an address that a script has pushed is not the one that a crash of the page reloads', async () => {
  const app = await stage.launch()
  await app.page.evaluate(() => history.pushState(null, '', '/elsewhere.html'))
  await app.electron.evaluate(({ webContents }) =>
    webContents.getAllWebContents()[0]?.forcefullyCrashRenderer(),
  )
  const addressNow = () =>
    app.electron.evaluate(({ webContents }) => {
      const contents = webContents.getAllWebContents()[0]
      return contents?.isCrashed() || contents?.isLoading() ? null : contents?.getURL()
    })
  await untilTrue(
    'the address of the window',
    async () => (await addressNow()) === 'app://latchkey/index.html',
  )
  await app.kill()
})

/** Tries one way in which a page can leave its address. */
async function navigate(page: Page, url: string, method: (typeof methods)[number]): Promise<void> {
  await page.evaluate(
    ({ url, method }) => {
      const address =
        url === 'blob' ? URL.createObjectURL(new Blob(['x'], { type: 'text/html' })) : url
      const attempts = {
        href: () => (location.href = address),
        replace: () => location.replace(address),
        anchor: () =>
          Object.assign(document.createElement('a'), { href: address, target: '_top' }).click(),
        form() {
          const form = Object.assign(document.createElement('form'), { action: address })
          document.body.append(form)
          form.submit()
          form.remove()
        },
        meta() {
          const meta = document.createElement('meta')
          Object.assign(meta, { httpEquiv: 'refresh', content: `0;url=${address}` })
          document.head.append(meta)
        },
        navigation() {
          const { navigation } = globalThis as unknown as {
            navigation: {
              navigate(to: string): { committed: Promise<void>; finished: Promise<void> }
            }
          }
          const { committed, finished } = navigation.navigate(address)
          for (const promise of [committed, finished]) promise.catch(() => undefined)
        },
        open: () => window.open(address),
        frame() {
          const frame = Object.assign(document.createElement('iframe'), { src: address })
          document.body.append(frame)
          setTimeout(() => frame.remove(), 10)
        },
      }
      try {
        attempts[method]()
      } catch {
        // Refused at once.
      }
      return new Promise<void>((done) => setTimeout(done, 15))
    },
    { url, method },
  )
}
