import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { ChatKey } from '../../../../main/auth/chatKeys.ts'
import { createSavedChats } from '../../../../main/chat/saved/savedChats.ts'
import { createSavedFolder, type SavedFolder } from '../../../../main/chat/saved/savedFolder.ts'
import type { Message, OpenChannel } from '../../../../preload/contract.ts'
import { FakeClock, FakeLog } from '../../../support/fakes.ts'
import { teamAddresses } from '../../auth/harness.ts'

export const alice = 'key@https://chat.example/alice'
export const bob = 'key@https://chat.example/bob'

/** A key of a saved chat. Each number is another. */
export function chatKey(number = 1): ChatKey {
  return { key: Buffer.alloc(32, number).toString('base64'), issuedFor: teamAddresses }
}

export function message(
  at: number,
  text = `message ${at}`,
  change: Partial<Message> = {},
): Message {
  const id = `m-${at}`
  return {
    id,
    cid: 'messaging:garden',
    userId: 'bob',
    userName: 'Bob',
    text,
    createdAt: at,
    ...change,
  }
}

export function channel(messages: Message[], cid = 'messaging:garden'): OpenChannel {
  const last = messages.at(-1)
  return {
    cid,
    type: 'messaging',
    name: 'Garden',
    preview: last?.text.slice(0, 120) ?? '',
    lastMessageAt: last?.createdAt ?? null,
    canSend: true,
    messages,
    watcherCount: 2,
  }
}

/** A new folder that is deleted after the test. */
export function newFolder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'latchkey-saved-'))
  t.after(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** Saved chats over a real folder, with the keys of Alice and Bob known. */
export function openSaved(t: TestContext, path = newFolder(t)) {
  const clock = new FakeClock()
  const log = new FakeLog()
  const keys = new Map([
    [alice, chatKey(1)],
    [bob, chatKey(2)],
  ])
  const disk = { isFull: false, writes: 0 }
  const folder: SavedFolder = createSavedFolder(path)
  const start = () =>
    createSavedChats({
      clock,
      log,
      folder: {
        read: folder.read,
        write(account, content) {
          if (disk.isFull) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
          disk.writes += 1
          folder.write(account, content)
        },
      },
      keyOf: (account) => keys.get(account) ?? null,
    })
  const files = () => readdirSync(path).toSorted()
  return {
    path,
    clock,
    log,
    keys,
    disk,
    folder,
    files,
    chats: start(),
    /** The next run of the app, on the same folder. */
    start,
    content: () => files().map((name) => readFileSync(join(path, name))),
    /** Changes the one file. */
    damage(change: (content: Buffer) => Buffer): void {
      const [name = ''] = files()
      writeFileSync(join(path, name), change(readFileSync(join(path, name))))
    },
  }
}
