import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from 'electron'
import { systemClock } from '../platform/clock.ts'
import type { Configuration } from '../settings/configuration.ts'
import type { MainLog } from '../logging/log.ts'
import { whyNotUpdated } from './eligibility.ts'
import { createUpdate, type Update } from './scheduler.ts'
import { openUpdater } from './electronUpdater.ts'

/** The updates of this installation. */
export interface Updates extends Pick<Update, 'ready'> {
  /** The first window is shown: the feed of the configuration can be looked at from now on. */
  started(): void
  /** Installs what is ready and starts again, if the person lets the app quit. */
  restart(): void
}

export interface UpdatesOptions {
  app: App
  configuration: Configuration
  log: MainLog
  changed(): void
  /** Asks the person, then runs `last` in the place of quitting. */
  quitWith(last: () => void): void
}

/**
 * Updates from the feed of the configuration. Without a feed, or where none can be installed, nothing is even loaded.
 */
export function createUpdates(options: UpdatesOptions): Updates {
  const { app, configuration, log, changed, quitWith } = options
  const { platform } = process
  const feed = configuration.kind === 'read' ? configuration.feed : null

  const update = createUpdate({
    clock: systemClock,
    random: Math.random,
    log,
    changed,
    quit: () => app.quit(),
    open: () => openUpdater(platform, { app, feed: feed ?? '', clock: systemClock, log }),
  })

  function started(): void {
    if (feed === null) return
    const { isPackaged } = app
    const { env, execPath: executable } = process
    const reason = whyNotUpdated({ platform, isPackaged, executable, env, resource })
    if (reason === null) update.begin()
    else log.info('update.off', { reason })
  }

  return {
    started,
    ready: () => update.ready(),
    restart: () => quitWith(() => update.restart()),
  }
}

function resource(name: string): string | null {
  const path = join(process.resourcesPath, name)
  return existsSync(path) ? readFileSync(path, 'utf8') : null
}
