import { join } from 'node:path'
import type { App, Net, Shell } from 'electron'
import type { Message, WorkspaceFinding } from '../../preload/contract.ts'
import type { Timeouts } from '../auth/timeouts.ts'
import { messageOf } from '../chat/channels.ts'
import type { MainLog } from '../logging/log.ts'
import type { Language } from '../text/language.ts'
import { createPictures } from '../chat/pictures.ts'
import { createLazyBrowserSignIn } from '../oidc/lazyBrowserSignIn.ts'
import { createSystemBrowser } from '../oidc/systemBrowser.ts'
import { createNetwork, type NetworkOptions } from '../network/network.ts'
import { systemClock } from '../platform/clock.ts'
import type { Forker } from '../platform/forker.ts'
import type { Configuration } from '../settings/configuration.ts'
import type { SavedWorkspace, Settings } from '../settings/settings.ts'
import { createBackends } from './backends.ts'
import { createSandboxHost } from './sandboxHost.ts'
import { createWorkspaces } from './workspaces.ts'

export interface ServersOptions {
  electron: {
    app: Pick<App, 'getPath' | 'getVersion'>
    electronSession: NetworkOptions['electronSession']
    net: Net
    shell: Pick<Shell, 'openExternal'>
    utilityProcess: Forker
  }
  /** The folder of the built main process. */
  folder: string
  log: MainLog
  /** Of the pages that the browser shows. */
  language: Pick<Language, 'code' | 'texts'>
  settings: Settings
  configuration: Configuration
  timeouts: Timeouts
  newId(): string
  changed(): void
  /** A chat server told of a message. */
  message(message: Message): void
  /** The browser has answered: the window is to be seen again. */
  browserAnswered(): void
  /** A server told another time than was thought. */
  timeMoved(): void
}

/** Makes the workspaces and what connects them with their servers. */
export function connectServers(options: ServersOptions) {
  const { folder, log, settings, configuration, timeouts, newId, changed, timeMoved } = options
  const { app, electronSession, net, shell, utilityProcess } = options.electron
  const sandbox = createSandboxHost({
    log,
    folder: join(app.getPath('userData'), 'sandbox'),
    fork: () => utilityProcess.fork(join(folder, 'sandbox.js'), [], { serviceName: 'sandbox' }),
    changed,
  })
  const client = `latchkey-desktop-${app.getVersion()}`
  const network = createNetwork({ net, electronSession, client, log, timeouts, changed })
  const pictures = createPictures({ ...network, clock: systemClock })
  const browser = createLazyBrowserSignIn({
    openInBrowser: createSystemBrowser(shell),
    answered: options.browserAnswered,
    changed,
    patience: network.patience,
    log,
    language: options.language,
  })
  const backends = createBackends({
    clock: systemClock,
    network,
    client,
    log,
    newId,
    pictures,
    browser,
    event(event, workspaceId) {
      const message = messageOf(event, (image) => pictures.addressOf(workspaceId, image))
      if (message) options.message(message)
    },
    timeMoved,
  })
  const makeBackend = backends.make
  const { texts } = options.language
  const workspaces = createWorkspaces({
    configuration,
    settings,
    sandbox,
    texts,
    makeBackend,
    changed,
  })
  return { sandbox, network, pictures, backends, workspaces, browser, checkWorkspace }

  /** Loaded when a person tests a workspace. */
  async function checkWorkspace(workspace: SavedWorkspace): Promise<WorkspaceFinding[]> {
    const { fetch, patience } = network
    const check = await import('./workspaceCheck.ts')
    const { signal } = new AbortController()
    const http = { fetch, patience, log }
    return check.checkWorkspace(workspace, { http, client, signal })
  }
}
