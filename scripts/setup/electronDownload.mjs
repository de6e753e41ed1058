// @ts-check
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { run } from '../run/command.mjs'

const STALL_MS = 30_000

/**
 * Lets the electron package download its own executable (it honours ELECTRON_MIRROR and checks what it gets). It
 * waits for a silent server for minutes, so it is stopped when nothing has arrived for half a minute.
 *
 * @param {string} folder the electron package
 * @returns {Promise<string | undefined>} why it failed; nothing when it went well
 */
export async function downloadElectron(folder) {
  const temporary = mkdtempSync(path.join(os.tmpdir(), 'latchkey-electron-'))
  const stalled = new AbortController()
  const watch = watchGrowth([temporary, path.join(folder, 'dist')], () => stalled.abort())
  try {
    const { code, log } = await run(process.execPath, [path.join(folder, 'install.js')], {
      // The file that is being downloaded lies in the temporary folder, where its growth can be seen.
      env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
      signal: stalled.signal,
    })
    return code === 0 ? undefined : reason(log)
  } catch (error) {
    if (stalled.signal.aborted) return `nothing arrived for ${STALL_MS / 1000} seconds`
    throw error
  } finally {
    clearInterval(watch)
    rmSync(temporary, { recursive: true, force: true })
  }
}

/**
 * The one line of a stack trace that says what happened.
 *
 * @param {string} log
 */
export function reason(log) {
  const line = log.split('\n').find((text) => /^\w*Error\b/.test(text))
  return line?.replace(/^\w*Error: /, '') ?? 'its installer failed'
}

/**
 * @param {string[]} folders
 * @param {() => void} onStall
 */
function watchGrowth(folders, onStall) {
  let size = -1
  let grewAt = performance.now()
  return setInterval(() => {
    const now = folders.reduce((sum, folder) => sum + sizeOf(folder), 0)
    if (now !== size) {
      size = now
      grewAt = performance.now()
    } else if (performance.now() - grewAt > STALL_MS) {
      onStall()
    }
  }, 1000)
}

/**
 * @param {string} folder
 * @returns {number} bytes of all files in it, 0 when it is not there
 */
function sizeOf(folder) {
  try {
    return readdirSync(folder, { recursive: true })
      .map((name) => statSync(path.join(folder, String(name))).size)
      .reduce((sum, size) => sum + size, 0)
  } catch {
    return 0 // A file was moved away while it was being measured.
  }
}
