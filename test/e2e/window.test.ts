import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { test } from 'node:test'
import { electronCommand, newUserData, startElectron } from '../support/app/driver.ts'
import { setStage } from './harness.ts'

const stage = setStage()

test('the window has the bridge and nothing of Node or Electron', async () => {
  const app = await stage.launch()
  const found = await app.page.evaluate(() => ({
    require: typeof Reflect.get(globalThis, 'require'),
    process: typeof Reflect.get(globalThis, 'process'),
    bridge: Object.keys(Reflect.get(globalThis, 'latchkey') as object).length > 10,
    origin: location.origin,
  }))
  assert.deepEqual(found, {
    require: 'undefined',
    process: 'undefined',
    bridge: true,
    origin: 'app://latchkey',
  })
  const preferences: Record<string, unknown> = await app.electron.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    const read = window && Reflect.get(window.webContents, 'getLastWebPreferences')
    return read ? Reflect.apply(read, window.webContents, []) : {}
  })
  assert.equal(preferences['sandbox'], true)
  assert.equal(preferences['contextIsolation'], true)
  assert.equal(preferences['nodeIntegration'], false)
  await app.quit()
})

test('a listener of the window gets the value of an event, and not the event, which carries the sender', async () => {
  const app = await stage.launch()
  await app.page.evaluate(() => {
    const bridge = Reflect.get(globalThis, 'latchkey') as {
      on(name: string, listener: (...heard: unknown[]) => void): void
    }
    const heard = new Promise((resolve) => bridge.on('tried', (...values) => resolve(values)))
    Reflect.set(globalThis, 'heard', heard)
  })
  await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.send('event:tried', 'value', 'more'),
  )
  const heard = await app.page.evaluate(() => Reflect.get(globalThis, 'heard') as unknown)
  assert.deepEqual(heard, ['value'])
  await app.quit()
})

test('the window cannot reach the network, open windows, leave its page, run foreign code or ask for devices', async () => {
  const app = await stage.launch()
  const { url } = stage.sandbox()
  const tried = await app.page.evaluate(async (address) => {
    const outcome = async (attempt: () => Promise<unknown>) => {
      try {
        return String(await attempt())
      } catch {
        return 'refused'
      }
    }
    return {
      fetch: await outcome(() => fetch(address)),
      socket: await outcome(
        () =>
          new Promise((resolve, reject) => {
            const socket = new WebSocket(address.replace('http', 'ws'))
            socket.addEventListener('open', resolve)
            socket.addEventListener('error', reject)
          }),
      ),
      image: await outcome(
        () =>
          new Promise((resolve, reject) => {
            const image = new Image()
            image.addEventListener('load', resolve)
            image.addEventListener('error', reject)
            image.src = `${address}/picture.png`
          }),
      ),
      open: await outcome(() => Promise.resolve(window.open(address))),
      code: await outcome(() => Promise.resolve(Reflect.construct(Function, ['return 1'])())),
      location: await outcome(
        () =>
          new Promise((resolve, reject) =>
            navigator.geolocation.getCurrentPosition(resolve, reject),
          ),
      ),
      media: await outcome(() => navigator.mediaDevices.getUserMedia({ audio: true })),
      notifications: await outcome(() => Notification.requestPermission()),
    }
  }, url)
  assert.deepEqual(tried, {
    fetch: 'refused',
    socket: 'refused',
    image: 'refused',
    open: 'null',
    code: 'refused',
    location: 'refused',
    media: 'refused',
    notifications: 'denied',
  })
  await app.page.evaluate((address) => {
    location.href = address
  }, url)
  await app.page.evaluate(() => {
    const frame = document.createElement('iframe')
    frame.src = 'app://latchkey/index.html'
    document.body.append(frame)
  })
  // Playwright's locators wait for a navigation that was refused, so the page is asked directly.
  const left = await app.page.evaluate(() => ({
    address: location.href,
    isAlive: document.querySelector('[role=tab]') !== null,
    framed: document.querySelector('iframe')?.contentDocument?.body?.childElementCount ?? 0,
  }))
  assert.deepEqual(left, { address: 'app://latchkey/index.html', isAlive: true, framed: 0 })
  await app.quit()
})

test('a second start focuses the first window and ends', async () => {
  const app = await stage.launch()
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
  const { executable, switches } = electronCommand()
  const second = spawn(executable, [...switches, '.', `--user-data-dir=${app.userData}`], {
    env: stage.desktop().env,
    stdio: 'ignore',
  })
  const code = await new Promise((resolve) => second.once('exit', resolve))
  assert.equal(code, 0)
  const windows = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.isMinimized()),
  )
  assert.deepEqual(windows, [false])
  await app.quit()
})

test('the window comes back where it was, in the size it had', async () => {
  const place = { x: 100, y: 80, width: 700, height: 560 }
  const first = await stage.launch()
  await first.electron.evaluate(
    ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds),
    place,
  )
  await first.quit()
  const second = await stage.launch({ userData: first.userData })
  const bounds = await second.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getBounds(),
  )
  assert.deepEqual(bounds, place)
  await second.quit()
})

test('a script in the window opens no dialog and does not keep the app from quitting', async () => {
  // Without a page attached: DevTools would take the dialogs over.
  const app = startElectron({
    args: ['.', `--user-data-dir=${await newUserData(stage.desktop())}`],
    env: stage.desktop().env,
  })
  try {
    const answers: unknown = await app.main.evaluate(async ({ app, webContents }) => {
      await app.whenReady()
      const [contents] = webContents.getAllWebContents()
      if (contents?.isLoading() ?? true) {
        await new Promise((resolve) => contents?.once('did-finish-load', () => resolve(null)))
      }
      const script = `addEventListener('beforeunload', (event) => event.preventDefault());
        [alert('Sign in again') ?? null, confirm('Sign in again')]`
      // As if a person had clicked in the page: one that was never used may not ask to stay.
      return (await contents?.executeJavaScript(script, true)) as unknown
    })
    assert.deepEqual(answers, [null, false])
    await app.quit()
    assert.equal(app.process.exitCode, 0)
  } finally {
    await app.kill()
  }
})
