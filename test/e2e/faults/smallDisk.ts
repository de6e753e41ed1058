import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmdirSync, rmSync, statfsSync } from 'node:fs'
import { mkdir, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FaultHarness } from './faultHarness.ts'
import type { LaunchedApp } from '../harness.ts'

/** A disk for one profile, which can be filled up while an app is running on it. */
export interface SmallDisk {
  /** The profile's folder: the whole of the disk. */
  readonly folder: string
  /** Takes up all that is left, and whatever becomes free again. */
  fill(app?: LaunchedApp): Promise<void>
  free(app?: LaunchedApp): Promise<void>
  makeReadOnly(): void
}

/** Enough for what Chromium keeps beside the settings, and quickly filled. */
const sizeMb = 48

/** Whether a disk can be mounted here: that takes root, and in a container the right to. */
export const canMount = process.platform === 'linux' && process.getuid?.() === 0 && tryMount()

/** Mounts a disk for what `use` does, and takes it away however that ends. */
export async function onSmallDisk<Value>(
  harness: FaultHarness,
  use: (disk: SmallDisk) => Promise<Value>,
): Promise<Value> {
  const folder = join(await mkdtemp(join(harness.desktop.folder, 'disk-')), 'profile')
  await mkdir(folder)
  if (!canMount) return use(pretended(folder))
  mount(folder)
  const ballast = new Ballast(folder)
  try {
    return await use({
      folder,
      fill: async () => ballast.fill(),
      free: async () => ballast.free(),
      makeReadOnly: () => execFileSync('mount', ['-o', 'remount,ro', folder]),
    })
  } finally {
    ballast.stop()
    // Lazily: an app that the row leaves behind is ended only after it.
    execFileSync('umount', ['-l', folder])
  }
}

/** A file that takes up what is left of a disk. Others give space back now and then, so it looks again and again. */
class Ballast {
  readonly #path: string
  readonly #folder: string
  #timer: NodeJS.Timeout | undefined

  constructor(folder: string) {
    this.#folder = folder
    this.#path = join(folder, 'ballast')
  }

  fill(): void {
    this.#timer ??= setInterval(() => this.#grow(), 20)
    this.#grow()
    assert.equal(statfsSync(this.#folder).bavail, 0, 'nothing is left on the disk')
  }

  free(): void {
    this.stop()
    rmSync(this.#path)
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  #grow(): void {
    const { bavail, bsize } = statfsSync(this.#folder)
    if (bavail === 0) return
    try {
      appendFileSync(this.#path, Buffer.alloc(bavail * bsize))
    } catch {
      // Somebody else was quicker.
    }
  }
}

/** Where no disk can be mounted: a node:fs in main that refuses as a full disk does. */
function pretended(folder: string): SmallDisk {
  return {
    folder,
    async fill(app) {
      await app?.electron.evaluate(() => {
        const fs = process.getBuiltinModule('node:fs')
        const { writeFileSync } = fs
        const refuse = () => {
          throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
        }
        Object.assign(globalThis, { writeFileSync })
        Object.assign(fs, { writeFileSync: refuse })
        process.getBuiltinModule('node:module').syncBuiltinESMExports()
      })
    },
    async free(app) {
      await app?.electron.evaluate(() => {
        const writeFileSync: unknown = Reflect.get(globalThis, 'writeFileSync')
        Object.assign(process.getBuiltinModule('node:fs'), { writeFileSync })
        process.getBuiltinModule('node:module').syncBuiltinESMExports()
      })
    },
    makeReadOnly: () => execFileSync('chmod', ['500', folder]),
  }
}

function mount(folder: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m,mode=700`, 'tmpfs', folder], {
    stdio: 'ignore',
  })
}

function tryMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-mount-'))
  try {
    mount(folder)
    execFileSync('umount', [folder])
    return true
  } catch {
    return false
  } finally {
    rmdirSync(folder)
  }
}
