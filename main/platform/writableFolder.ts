import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Makes the profile's folder, for this person only, and tests whether it is writable. A folder that is
 * there already keeps its mode: it may be shared on purpose, and it may be `/tmp`.
 */
export function isWritable(folder: string): boolean {
  const path = join(folder, `probe-${process.pid}.tmp`)
  const write = () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(path, 'x', { mode: 0o600 })
  }
  const isWritten = isDone(write)
  // A full disk takes the name without the content.
  isDone(() => rmSync(path, { force: true }))
  return isWritten
}

function isDone(act: () => void): boolean {
  try {
    act()
    return true
  } catch {
    return false
  }
}
