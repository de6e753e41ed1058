import type * as contract from '../../preload/contract.ts'
import type { DesktopCalls, DeveloperCalls } from '../../preload/contract.ts'
import { Failure } from '../auth/errors.ts'
import type { AccountMemory } from '../auth/accountStore.ts'
import type { Log } from '../auth/ports.ts'
import type { Session } from '../auth/session.ts'
import type { Handlers } from './ipc.ts'
import type { KeychainVault } from '../keychain/vault.ts'
import type { ProxyCalls } from './proxyHandlers.ts'
import type { Rooms } from '../chat/channels.ts'
import { createKeptTexts } from '../window/keptTexts.ts'
import type { Leaving } from '../app/unsentQuestion.ts'
import type { Updates } from '../updates/updates.ts'
import type { Workspaces } from '../workspaces/workspaces.ts'

export interface HandlerOptions {
  session: Session
  leaving: Leaving
  memory: AccountMemory
  vault: KeychainVault
  workspaces: Workspaces
  rooms: Rooms
  log: Log
  updates: Updates
  readView(): contract.View
  newId(): string
}

/** What main does for each call of the window, but for those of the desktop, of the proxy and of developer mode. */
export function createHandlers(
  options: HandlerOptions,
): Omit<Handlers, keyof DesktopCalls | keyof ProxyCalls | keyof DeveloperCalls> {
  const { session, leaving, memory, vault, workspaces, rooms, log, updates, readView, newId } =
    options
  const texts = createKeptTexts()

  return {
    readView,
    async signInWithService({ userId, password, keep }) {
      if (password === '' && workspaces.current().signIn === 'password') {
        throw new Failure('badInput', 'The field password is empty.', { field: 'password' })
      }
      await session.signIn({ method: 'service', userId, password }, keep)
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
    async continueAs({ key }) {
      await session.continueAs(key)
      return null
    },
    async forget({ key, heldBack = 0 }) {
      await leaving.forget(key, heldBack)
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
    retryConnection() {
      session.retryNow()
      return null
    },
    cameOnline() {
      log.info('system.online')
      session.retryNow()
      return null
    },
    async retryKeychain() {
      const found = await vault.probe()
      if (found.kind === 'ready') session.keychainReady()
      return null
    },
    listChannels: () => rooms.list(),
    openChannel: ({ cid }) => rooms.open(cid),
    sendMessage: (message) => rooms.send(message),
    discardMessage({ id }) {
      rooms.discard(id)
      return null
    },
    addWorkspace(workspace) {
      requireSignedOut()
      workspaces.add(workspace)
      return null
    },
    chooseWorkspace({ id }) {
      requireSignedOut()
      workspaces.choose(id)
      return null
    },
    async removeWorkspace({ id }) {
      requireSignedOut()
      for (const { account } of memory.kept(id)) await memory.wipe(account.key)
      workspaces.remove(id)
      return null
    },
    readKeptTexts: () => texts.all(),
    keepText({ key, text }) {
      texts.keep(key, text)
      return null
    },
    restartToUpdate() {
      updates.restart()
      return null
    },
  }

  function requireSignedOut(): void {
    if (session.state().kind === 'signedOut') return
    throw new Failure('badInput', 'Sign out before changing the workspace.')
  }
}
