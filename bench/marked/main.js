import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

// Starts another app and notes when main gets how far, so that the app itself has nothing to do with it. BENCH_APP is the
// folder of the app, BENCH_MARKS the file for the times, epoch ms.
const folder = resolve(process.env['BENCH_APP'] ?? '')
const file = process.env['BENCH_MARKS'] ?? ''

/** @type {Record<string, number>} */
const marks = {}

/** @param {string} name */
function mark(name) {
  marks[name] ??= Date.now()
}

// The first thing that both apps do is to choose their folder.
const setPath = app.setPath
app.setPath = (...given) => {
  mark('firstLine')
  app.setPath = setPath
  setPath.apply(app, given)
}
app.once('ready', () => mark('ready'))
app.once('browser-window-created', () => mark('window'))
// At the end, so that it disturbs nothing.
app.once('will-quit', () => writeFileSync(file, JSON.stringify(marks)))

const { main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
await import(pathToFileURL(join(folder, main)).href)
