import { join } from 'node:path'
import { app, BrowserWindow, ipcMain } from 'electron'

// The yardstick: an Electron window with one heading and one raw call, and nothing else.
const folder = process.argv.find((argument) => argument.startsWith('--user-data-dir='))
if (folder) app.setPath('userData', folder.slice('--user-data-dir='.length))

ipcMain.handle('echo', () => ({ ok: true, value: null }))

void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 900,
    height: 640,
    show: false,
    webPreferences: { preload: join(import.meta.dirname, 'preload.cjs') },
  })
  window.once('ready-to-show', () => window.show())
  void window.loadFile(join(import.meta.dirname, 'index.html'))
})
