import { isAbsolute, sep } from 'node:path'

/** The facts that decide whether this installation updates itself. */
export interface Installation {
  platform: NodeJS.Platform
  isPackaged: boolean
  /** The program that runs. */
  executable: string
  env: NodeJS.ProcessEnv
  /** The text of a file in the app's resources; null when there is no such file. */
  resource(name: string): string | null
}

/** Why an installation does not update itself. */
export type Unfit =
  /** It is run from its sources. */
  | 'development'
  /** It was packaged without `app-update.yml`, and so without a word on signatures. */
  | 'notMadeForUpdates'
  /** On Windows: nobody is named whose signature an update must have. */
  | 'noPublisher'
  /** A deb or rpm: the package manager's to update, as root. */
  | 'packageManager'
  /** On Linux: a folder that somebody has unpacked. */
  | 'noAppImage'
  /** There is no way to install an update on this system. */
  | 'system'

/**
 * Why this installation does not update itself; null when it does. In doubt it does not: electron-updater installs
 * anything on Windows when no publisher is named, and on Linux writes over the file that `APPIMAGE` names, which can be
 * that of another AppImage from which this app was started.
 */
export function whyNotUpdated(installation: Installation): Unfit | null {
  const { platform, isPackaged, executable, env, resource } = installation
  if (!isPackaged) return 'development'
  const facts = resource('app-update.yml')
  if (facts === null) return 'notMadeForUpdates'
  switch (platform) {
    // Squirrel installs nothing there that is not signed by whoever signed the app that runs.
    case 'darwin':
      return null
    case 'win32':
      return namesPublisher(facts) ? null : 'noPublisher'
    case 'linux': {
      if (resource('package-type') !== null) return 'packageManager'
      const { APPIMAGE: file = '', APPDIR: mounted = '' } = env
      const isOurs = isAbsolute(mounted) && executable.startsWith(mounted + sep)
      return isAbsolute(file) && isOurs ? null : 'noAppImage'
    }
    default:
      return 'system'
  }
}

/** As electron-builder writes it: a name on the same line, or a list below it. */
function namesPublisher(facts: string): boolean {
  const found = /^publisherName:[ \t]*(.*)(?:\r?\n[ \t]*-[ \t]+(.*))?/m.exec(facts)
  const name = found?.[1]?.trim() || found?.[2]?.trim()
  return name !== undefined && name !== 'null' && /^["']?[^\s"'#~[\]{}&*|>-]/.test(name)
}
