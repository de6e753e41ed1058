// @ts-check
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import path from 'node:path'

const PREFIX = 'making-'
const DAY_MS = 86_400_000

/**
 * Makes a folder as a whole or not at all: the work is done in a temporary folder beside it, and one rename puts the
 * result in its place. A kill at any moment leaves nothing half-done there, and of two runs at once the first wins.
 *
 * @param {string} place
 * @param {string} proof the file that a whole folder holds
 * @param {(temporary: string) => Promise<string>} work answers the finished folder, inside the temporary one
 */
export async function makeFolder(place, proof, work) {
  const parent = path.dirname(place)
  mkdirSync(parent, { recursive: true })
  removeLeftovers(parent)
  const temporary = mkdtempSync(path.join(parent, PREFIX))
  const remove = () => rmSync(temporary, { recursive: true, force: true })
  const stop = (/** @type {NodeJS.Signals} */ _signal, /** @type {number} */ number) => {
    remove()
    process.exit(128 + number)
  }
  process.once('SIGINT', stop).once('SIGTERM', stop)
  try {
    const made = await work(temporary)
    if (isTaken(made, place) && !existsSync(path.join(place, proof))) {
      renameSync(place, path.join(temporary, 'broken'))
      renameSync(made, place)
    }
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop)
    remove()
  }
}

/**
 * Moves the finished folder to its place, unless something is there.
 *
 * @param {string} made
 * @param {string} place
 * @returns {boolean} whether something is
 */
function isTaken(made, place) {
  try {
    renameSync(made, place)
    return false
  } catch (error) {
    if (!existsSync(place)) throw error
    return true
  }
}

/**
 * Removes what killed runs left. After a day none of them can still be at work.
 *
 * @param {string} parent
 */
function removeLeftovers(parent) {
  for (const name of readdirSync(parent)) {
    const folder = path.join(parent, name)
    const usedAt = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
    if (!name.startsWith(PREFIX) || Date.now() - usedAt < DAY_MS) continue
    rmSync(folder, { recursive: true, force: true })
  }
}
