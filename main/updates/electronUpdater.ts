import type { App, AutoUpdater } from 'electron'
import type { AppUpdater, UpdateInfo } from 'electron-updater'
import { isAddress } from '../network/address.ts'
import type { Clock } from '../auth/ports.ts'
import { boundAnswers, type UpdateHttp } from './boundedAnswers.ts'
import { failClosed, type Logger } from './signature.ts'
import { disableSpellcheck } from '../platform/spellcheck.ts'
import type { MainLog } from '../logging/log.ts'
import type { Updater } from './scheduler.ts'

export interface UpdaterOptions {
  app: Pick<App, 'quit' | 'releaseSingleInstanceLock'>
  /** Where the feed is: the folder of `latest.yml` and its like. */
  feed: string
  clock: Clock
  log: MainLog
}

/** How long an installer may take before we quit without it. */
const patienceMs = 5_000
/** A feed has under 1 kB, a block map of a file some 100 kB. */
const longestFeedBytes = 1_000_000
/** Latchkey has about 100 MB. */
const longestFileBytes = 500_000_000

/** Loads electron-updater, as much of it as this system needs. What would ask for root is not even shipped. */
export async function openUpdater(
  platform: NodeJS.Platform,
  options: UpdaterOptions,
): Promise<Updater> {
  const { updater, native } = await load(platform, listen(options.log))
  // A feed that leads to an address without TLS leads nowhere: the hash in it is what vouches for an AppImage.
  disableSpellcheck(updater.netSession)
  updater.netSession.webRequest.onBeforeRequest(({ url }, decide) =>
    decide({ cancel: !isAddress(url) }),
  )
  // Nobody is asked for the password of a proxy because of an update, and without an answer it would wait for ever.
  updater.on('login', (_, answer) => answer('', ''))
  return adapt(updater, native, options)
}

/** `native`: Electron's own updater on macOS, which electron-updater hands its file to; null elsewhere. */
interface Loaded {
  updater: AppUpdater
  native: Pick<AutoUpdater, 'once'> | null
}

async function load(platform: NodeJS.Platform, logger: Logger): Promise<Loaded> {
  if (platform === 'darwin') {
    const { MacUpdater } = await import('electron-updater/out/MacUpdater.js')
    const updater = new MacUpdater()
    // It holds Electron's, under a name that is private: only main/index.ts imports Electron.
    const { nativeUpdater } = updater as unknown as { nativeUpdater: AutoUpdater }
    return { updater, native: nativeUpdater }
  }
  if (platform === 'win32') {
    const { NsisUpdater } = await import('electron-updater/out/NsisUpdater.js')
    const { verifySignature } =
      await import('electron-updater/out/windowsExecutableCodeSignatureVerifier.js')
    const updater = new NsisUpdater()
    updater.verifyUpdateCodeSignature = failClosed(verifySignature, logger)
    return { updater, native: null }
  }
  const { AppImageUpdater } = await import('electron-updater/out/AppImageUpdater.js')
  return { updater: new AppImageUpdater(), native: null }
}

/** An updater of electron-updater's as ours, set as we want it. */
function adapt(updater: AppUpdater, native: Loaded['native'], options: UpdaterOptions): Updater {
  const { app, feed, clock, log } = options
  updater.logger = listen(log)
  updater.setFeedURL({ provider: 'generic', url: feed })
  // Fetched below, so that what has been fetched is not fetched again the next day.
  updater.autoDownload = false
  updater.autoInstallOnAppQuit = true
  updater.allowDowngrade = false
  updater.disableWebInstaller = true
  // Otherwise each installation has a number of its own there, by which the server would know it again.
  updater.requestHeaders = { 'x-user-staging-id': 'none' }
  let fetched: string | null = null
  // Internal to electron-updater, and the one place that all of its requests go through.
  const { httpExecutor } = updater as unknown as { httpExecutor: UpdateHttp }
  const bounds = boundAnswers(httpExecutor, clock, longestFeedBytes)

  return {
    async fetch() {
      bounds.limit(longestFeedBytes)
      const found = await updater.checkForUpdates()
      if (!found?.isUpdateAvailable) return null
      const { version } = found.updateInfo
      if (version !== fetched) {
        bounds.limit(sizeOf(found.updateInfo))
        await Promise.all([updater.downloadUpdate(), native && accepted(native)])
        fetched = version
      }
      return version
    },
    restart() {
      // The new one is started while this one still runs, and would take itself for a second run.
      app.releaseSingleInstanceLock()
      clock.after(patienceMs, () => app.quit())
      updater.quitAndInstall(true, true)
    },
  }
}

/** The most bytes that the feed has announced for a file; its hash is checked after the last one. */
function sizeOf({ files }: UpdateInfo): number {
  const sizes = files.map(({ size }) => size ?? longestFileBytes)
  return Math.min(Math.max(longestFeedBytes, ...sizes), longestFileBytes)
}

/** On macOS electron-updater says that all is there before Squirrel has looked at the signature. */
function accepted(native: Pick<AutoUpdater, 'once'>): Promise<void> {
  return new Promise((resolve, reject) => {
    native.once('update-downloaded', () => resolve())
    native.once('error', reject)
  })
}

/** Logs of electron-updater are written at debug and info only; that something failed is logged by main/updates/scheduler.ts. */
function listen(log: MainLog): Logger {
  return {
    info: (message) => log.debug('updater.says', { words: String(message) }),
    warn: (message) => log.info('updater.warns', { words: String(message) }),
    error: (message) => log.info('updater.fails', { words: String(message) }),
  }
}
