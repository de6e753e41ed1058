// @ts-check
// Electron with the app's scheme and window, and a fake main process that a test controls.
import { app, BrowserWindow, ipcMain, net, protocol } from 'electron'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const built = path.resolve('out')

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
])

globalThis.fakeMain = {
  replies: {},
  calls: [],
  held: [],
  unanswered: [],
  texts: new Map(),
  pictures: {},
  german: null,
  window: null,

  async open(names) {
    await app.whenReady()
    protocol.handle('app', ({ url }) => {
      const { pathname } = new URL(url)
      if (pathname.startsWith('/picture/')) return answerPicture(this.pictures[pathname])
      if (this.german !== null && /^\/assets\/(de|developer)-[\w-]+\.js$/.test(pathname))
        return new Response(this.german, { headers: { 'content-type': 'text/javascript' } })
      return net.fetch(pathToFileURL(path.join(built, 'renderer', pathname)).href)
    })
    for (const name of names) ipcMain.handle(name, (_, request) => answer(name, request ?? null))
    const window = new BrowserWindow({
      useContentSize: true,
      width: 900,
      height: 640,
      webPreferences: { preload: path.join(built, 'preload', 'index.cjs'), sandbox: true },
    })
    this.window = window
    await window.loadURL('about:blank')
  },

  emit(name, value) {
    this.window?.webContents.send(`event:${name}`, value)
  },

  release(name, reply) {
    for (const call of this.held) if (call.name === name) call.resolve(reply)
    this.held = this.held.filter((call) => call.name !== name)
  },
}

/** @param {string | undefined} picture in base64 */
function answerPicture(picture) {
  return picture
    ? new Response(Buffer.from(picture, 'base64'))
    : new Response(null, { status: 204 })
}

/**
 * @param {string} name
 * @param {any} request
 */
function answer(name, request) {
  const { replies, calls, held, texts } = globalThis.fakeMain
  if (name === 'keepInput') {
    if (request.text === null) texts.delete(request.key)
    else texts.set(request.key, request.text)
    return { ok: true, value: null }
  }
  if (name === 'readKeptInputs') {
    return { ok: true, value: [...texts].map(([key, text]) => ({ key, text })) }
  }
  calls.push({ name, request })
  const usual = name === 'checkWorkspace' ? [] : null
  const reply = replies[name] ?? { ok: true, value: usual }
  return reply === 'held' ? new Promise((resolve) => held.push({ name, resolve })) : reply
}
