import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Message, OpenChannel, SavedChat } from '../../../preload/contract.ts'
import type { Account } from '../../auth/account.ts'
import type { AccountStore } from '../../auth/accountStore.ts'
import type { Clock, Log, SavedChatFiles } from '../../auth/ports.ts'
import type { SessionState } from '../../auth/sessionState.ts'
import type { SavedChats, ShownAccount } from './savedChats.ts'
import type { SavedFolder } from './savedFolder.ts'

/** Reads the saved chat of an account. */
export interface SavedChatReader {
  /** Null when nothing is saved, and for an account that is not in the window. */
  read(accountKey: string): Promise<SavedChat | null>
}

/** The saved chats of a profile, whose code is loaded when there is something to save, read or delete. */
export interface SavedChatAccess extends SavedChatReader {
  /** For the account store, which tells of accounts that are erased. */
  readonly files: SavedChatFiles
  /** The session or the preference has changed. `isKept`: the session is to outlive this run. */
  update(session: SessionState, isKept: boolean): void
  listed(accountKey: string, channels: OpenChannel[]): void
  opened(accountKey: string, channel: OpenChannel): void
  received(message: Message): void
  /** Deletes the files that no remembered account owns. To be called when the first screen is shown. */
  deleteLeftovers(): void
  /** Writes what is not written. Resolves when it is on the disk. */
  close(): Promise<void>
}

export interface SavedChatAccessOptions {
  /** The profile's folder. */
  profileFolder: string
  clock: Clock
  log: Log
  /** Whether the person wants chats saved. */
  isOn(): boolean
  accounts(): Pick<AccountStore, 'chatKey' | 'chatKeyOnceRead' | 'keptKeys'>
}

interface Loaded {
  chats: SavedChats
  folder: SavedFolder
}

/** Opens the saved chats of a profile. Reads and writes nothing yet. */
export function openSavedChats(options: SavedChatAccessOptions): SavedChatAccess {
  const { clock, log, isOn, accounts } = options
  const path = join(options.profileFolder, 'saved-chats')
  let shown: ShownAccount | null = null
  let isKeptNow = false
  let wasOn = true
  let loading: Promise<Loaded> | null = null

  async function load(): Promise<Loaded> {
    const [{ createSavedFolder }, { createSavedChats }] = await Promise.all([
      import('./savedFolder.ts'),
      import('./savedChats.ts'),
    ])
    const folder = createSavedFolder(path)
    const keyOf = (key: string) => (isOn() ? accounts().chatKey(key) : null)
    const chats = createSavedChats({ clock, log, folder, keyOf })
    chats.show(shown)
    return { chats, folder }
  }

  const loaded = () => (loading ??= load())

  /**
   * Tells of the shown account's chat. It is in memory even if it is not saved now: the keychain may be unlocked later, or
   * the preference switched on. Nothing is told of a session that is not kept.
   */
  function note(accountKey: string, tell: (chats: SavedChats) => void): void {
    if (isKeptNow) void loaded().then(({ chats }) => shown?.key === accountKey && tell(chats))
  }

  function deleteAll(): void {
    if (existsSync(path)) void loaded().then(({ folder }) => isOn() || folder.keepOnly([]))
  }

  return {
    files: {
      newKey: () => randomBytes(32).toString('base64'),
      // Its key is gone already, so nothing writes it again.
      remove(accountKey) {
        if (existsSync(path)) void loaded().then(({ folder }) => folder.remove(accountKey))
      },
    },
    update(session, isKept) {
      isKeptNow = isKept
      shown = shownAccount(session)
      const isOnNow = isOn()
      const isSwitchedOn = isOnNow && !wasOn
      if (wasOn && !isOnNow) deleteAll()
      void loading?.then(({ chats }) => {
        chats.show(shown)
        if (isSwitchedOn) chats.flush()
      })
      wasOn = isOnNow
    },
    listed: (accountKey, channels) => note(accountKey, (chats) => chats.listed(channels)),
    opened: (accountKey, channel) => note(accountKey, (chats) => chats.opened(channel)),
    received(message) {
      if (shown !== null) note(shown.key, (chats) => chats.received(message))
    },
    async read(accountKey) {
      if (!isOn()) return null
      const key = await accounts().chatKeyOnceRead(accountKey)
      if (key === null) return null
      const { chats } = await loaded()
      return shown?.key === accountKey ? chats.read() : null
    },
    deleteLeftovers() {
      if (!existsSync(path)) return
      void loaded().then(({ folder }) => folder.keepOnly(isOn() ? accounts().keptKeys() : []))
    },
    async close() {
      if (loading) (await loading).chats.flush()
    },
  }
}

function shownAccount(session: SessionState): ShownAccount | null {
  switch (session.kind) {
    case 'signedOut':
      return null
    case 'signingIn':
      return session.account && shownAs(session.account, false)
    case 'needsSignIn':
      return shownAs(session.account, false)
    case 'offline':
      return shownAs(session.signedIn.account, false)
    case 'connected':
    case 'refreshing':
      return shownAs(session.signedIn.account, true)
  }
}

function shownAs({ key, userId }: Account, isLive: boolean): ShownAccount {
  return { key, userId, isLive }
}
