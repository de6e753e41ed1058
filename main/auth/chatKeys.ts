import type { Addresses, SavedChatFiles, VaultRecord } from './ports.ts'

/** The key of one saved chat, and the addresses that the account's credentials were issued for. */
export interface ChatKey {
  readonly key: string
  readonly issuedFor: Addresses
}

/**
 * The keys of saved chats whose records were read from or stored in the keychain in this run. A chat is saved only while
 * its key is known here, so an account that is not in the keychain, or is erased, is never written to the disk.
 */
export class ChatKeys {
  readonly #files: SavedChatFiles | null
  readonly #keys = new Map<string, ChatKey>()

  /** Null: chats are not saved. */
  constructor(files: SavedChatFiles | null) {
    this.#files = files
  }

  get(accountKey: string): ChatKey | null {
    return this.#keys.get(accountKey) ?? null
  }

  /** The record to store: with the known key, else with a new one. */
  complete(accountKey: string, record: VaultRecord): VaultRecord {
    if (this.#files === null) return record
    return { ...record, chatKey: this.get(accountKey)?.key ?? this.#files.newKey() }
  }

  /** Notes the key of a record that is in the keychain. */
  note(accountKey: string, { chatKey, issuedFor }: VaultRecord): void {
    if (chatKey === undefined || issuedFor === null) return
    this.#keys.set(accountKey, { key: chatKey, issuedFor })
  }

  /** True for a record that is to be stored again because it has no key. */
  isMissing({ chatKey }: VaultRecord): boolean {
    return this.#files !== null && chatKey === undefined
  }

  /** Forgets the key and deletes the file. */
  erase(accountKey: string): void {
    this.#keys.delete(accountKey)
    this.#files?.remove(accountKey)
  }
}
