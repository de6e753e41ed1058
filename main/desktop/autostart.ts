import type { App } from 'electron'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { Failure } from '../auth/errors.ts'
import {
  entryText,
  formerLaunch,
  isEntryFor,
  quoteForWindows,
  type Launch,
} from './desktopEntry.ts'

/** Whether the system starts Latchkey when the person logs in. The system is asked, not our memory. */
export interface Autostart {
  /** As it was found when the system was asked last. */
  isOn(): boolean
  /** Whether there is nothing to switch: an unpackaged run on a Mac, where the system would start Electron alone. */
  isFixed(): boolean
  /** Asks the system again. Whether it is another than before. */
  look(): boolean
  /** @throws Failure `systemRefused` */
  switchTo(isOn: boolean): void
}

export interface AutostartOptions {
  platform: NodeJS.Platform
  isPackaged: boolean
  app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>
  /** The entry's path on Linux: https://specifications.freedesktop.org/autostart-spec/latest/ */
  entryPath: string
  /** The name of the entry. */
  name: string
  launch: Launch
}

export function createAutostart(options: AutostartOptions): Autostart {
  const isFixed = options.platform === 'darwin' && !options.isPackaged
  const system = options.platform === 'linux' ? onLinux(options) : onOthers(options)
  let isOn = false

  function look(): boolean {
    const before = isOn
    isOn = !isFixed && system.read()
    return isOn !== before
  }

  return {
    isOn: () => isOn,
    isFixed: () => isFixed,
    look,
    switchTo(wanted) {
      try {
        system.write(wanted)
      } catch (error) {
        look()
        throw new Failure('systemRefused', 'The start at login cannot be written.', {
          cause: error,
        })
      }
      look()
      if (isOn !== wanted) throw new Failure('systemRefused', 'The start at login stays as it was.')
    },
  }
}

interface System {
  read(): boolean
  write(isOn: boolean): void
}

function onLinux({ entryPath, name, launch }: AutostartOptions): System {
  return {
    read() {
      try {
        return isEntryFor(readFileSync(entryPath, 'utf8'), launch)
      } catch {
        return false
      }
    },
    write(isOn) {
      if (!isOn) return rmSync(entryPath, { force: true })
      mkdirSync(dirname(entryPath), { recursive: true, mode: 0o700 })
      const draft = `${entryPath}.draft`
      writeFileSync(draft, entryText(name, launch))
      renameSync(draft, entryPath)
    },
  }
}

function onOthers({ platform, app, launch }: AutostartOptions): System {
  // A Mac starts the app as it is installed, and takes neither a path nor arguments.
  const itemOf = ({ program, args }: Launch) =>
    platform === 'win32' ? { path: program, args: args.map(quoteForWindows) } : {}
  const [item, former] = [itemOf(launch), itemOf(formerLaunch(launch))]
  return {
    read: () => [item, former].some((known) => app.getLoginItemSettings(known).openAtLogin),
    // Windows has one item of a name, so the former one is replaced.
    write: (openAtLogin) => app.setLoginItemSettings({ ...item, openAtLogin }),
  }
}
