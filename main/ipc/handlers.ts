import type * as contract from '../../preload/contract.ts'
import type { DesktopCalls, DeveloperCalls } from '../../preload/contract.ts'
import { Failure, toFailure } from '../auth/errors.ts'
import type { Account } from '../auth/account.ts'
import type { AccountStore } from '../auth/accountStore.ts'
import type { Log } from '../auth/ports.ts'
import type { Session } from '../auth/session.ts'
import type { Handlers } from './ipc.ts'
import type { KeychainVault } from '../keychain/vault.ts'
import type { ProxyCalls } from './proxyHandlers.ts'
import type { Channels } from '../chat/channels.ts'
import type { SavedChatReader } from '../chat/saved/open.ts'
import type { BrowserSignIn } from '../oidc/browserSignIn.ts'
import type { WaitingMessages } from '../chat/waitingMessages.ts'
import { createKeptInputs } from '../window/keptInputs.ts'
import type { AccountExit } from '../app/leaveQuestion.ts'
import type { Updates } from '../updates/updates.ts'
import type { Workspaces } from '../workspaces/workspaces.ts'
import { createWorkspaceHandlers, type WorkspaceHandlerOptions } from './workspaceHandlers.ts'

export interface HandlerOptions extends WorkspaceHandlerOptions {
  session: Session
  leaving: AccountExit
  accounts: AccountStore
  vault: KeychainVault
  workspaces: Workspaces
  channels: Channels
  savedChats: SavedChatReader
  browser: Pick<BrowserSignIn, 'openAgain' | 'cancel'>
  waitingMessages: WaitingMessages
  log: Log
  updates: Updates
  readView(): contract.View
  newId(): string
}

type WindowHandlers = Omit<Handlers, keyof DesktopCalls | keyof ProxyCalls | keyof DeveloperCalls>

/** Makes the handlers of the window's calls, without those of the desktop, the proxy and developer mode. */
export function createHandlers(options: HandlerOptions): WindowHandlers {
  const { session, vault, log, updates, readView } = options
  return {
    readView,
    ...signInHandlers(options),
    ...accountHandlers(options),
    ...channelHandlers(options),
    ...createWorkspaceHandlers(options),
    ...keptInputHandlers(),
    retryConnection() {
      session.retryNow()
      return null
    },
    networkOnline() {
      log.info('system.online')
      session.retryNow()
      return null
    },
    async retryKeychain() {
      // The vault runs what waits for it.
      await vault.probe()
      return null
    },
    restartToUpdate() {
      updates.restart()
      return null
    },
  }
}

function signInHandlers({ session, workspaces, browser, newId }: HandlerOptions) {
  return {
    async signInWithService({ userId, password, keep }) {
      if (password === '' && workspaces.current().signIn === 'password') {
        throw new Failure('badInput', 'The field password is empty.', { field: 'password' })
      }
      await session.signIn({ method: 'service', userId, password }, keep)
      return null
    },
    async signInWithBrowser({ userId, keep }) {
      await session.signIn({ method: 'oidc', userId }, keep)
      return null
    },
    async openBrowserAgain() {
      await browser.openAgain()
      return null
    },
    cancelBrowserSignIn() {
      browser.cancel()
      return null
    },
    async signInWithToken({ token, userId, keep }) {
      await session.signIn({ method: 'token', token, userId }, keep)
      return null
    },
    async signInAsGuest({ name, keep }) {
      await session.signIn({ method: 'guest', name }, keep)
      return null
    },
    async signInAnonymously() {
      await session.signIn({ method: 'anonymous', userId: newId() }, false)
      return null
    },
  } satisfies Partial<WindowHandlers>
}

function accountHandlers({ session, leaving, accounts, workspaces }: HandlerOptions) {
  /** The account of the latest switch. */
  let wanted: string | null = null

  function requireRemembered(key: string): Account {
    const entry = accounts.restorable(key)
    if (entry) return entry.account
    throw new Failure('notFound', 'This account is not remembered.')
  }

  return {
    async switchTo({ key }) {
      requireRemembered(key)
      const before = wanted
      wanted = key
      if (session.signedIn()?.account.key === key) return null
      const mayLeave = await leaving.confirmSwitch()
      // A later switch took its place.
      if (wanted !== key) return null
      if (!mayLeave) {
        wanted = before
        return null
      }
      // The account may have been forgotten while the person was asked.
      workspaces.chooseQuietly(requireRemembered(key).workspaceId)
      await session.continueAs(key)
      return null
    },
    async forget({ key, unsentMessages = 0 }) {
      const ids = workspaces.list().map(({ id }) => id)
      const listed = [...accounts.kept(ids), ...accounts.others(ids)]
      const account = listed.find((entry) => entry.account.key === key)?.account
      if (account) await leaving.forget(account, unsentMessages)
      return null
    },
    async switchAccount() {
      await leaving.switchAccount()
      return null
    },
    async signOut() {
      await leaving.signOut()
      return null
    },
  } satisfies Partial<WindowHandlers>
}

function channelHandlers({ session, channels, savedChats, waitingMessages }: HandlerOptions) {
  /** A switch can overtake the window: nothing is done as another account. */
  function requireAccount(key: string): void {
    if (session.signedIn()?.account.key === key) return
    throw new Failure('notSignedIn', 'The account of this call is not signed in.')
  }

  return {
    listChannels: ({ page }) => channels.list(page),
    readSavedChat: ({ key }) => savedChats.read(key),
    openChannel({ account, cid }) {
      requireAccount(account)
      return channels.open(cid)
    },
    createChannel({ account, ...channel }) {
      requireAccount(account)
      return channels.create(channel)
    },
    readOlderMessages: ({ cid, before }) => channels.older(cid, before),
    async sendMessage({ account, ...message }) {
      requireAccount(account)
      waitingMessages.end(message.id)
      try {
        return await channels.send(message)
      } catch (error) {
        if (toFailure(error).code === 'signedOut') waitingMessages.wait(account, message.id)
        throw error
      }
    },
    discardMessage({ id }) {
      waitingMessages.end(id)
      channels.discard(id)
      return null
    },
  } satisfies Partial<WindowHandlers>
}

function keptInputHandlers() {
  const texts = createKeptInputs()
  return {
    readKeptInputs: () => texts.all(),
    keepInput({ key, text }) {
      texts.keep(key, text)
      return null
    },
  } satisfies Partial<WindowHandlers>
}
