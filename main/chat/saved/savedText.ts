import * as v from 'valibot'
import type { Message, OpenChannel, SavedChat } from '../../../preload/contract.ts'
import { mostSavedChannels, mostSavedMessages } from './limits.ts'

/** The longest text in UTF-16 units; a message of the longest length in each place would be 60 MB. */
const longestText = 2_000_000

/** Fields that a later version adds pass through, so that going back and forth loses nothing. */
const message = v.looseObject({
  id: v.string(),
  cid: v.string(),
  userId: v.string(),
  userName: v.string(),
  text: v.string(),
  createdAt: v.number(),
})
const channel = v.looseObject({
  cid: v.string(),
  type: v.string(),
  name: v.string(),
  preview: v.string(),
  lastMessageAt: v.nullable(v.number()),
  canSend: v.boolean(),
  messages: v.array(message),
  watcherCount: v.number(),
})
const savedChat = v.object({ savedAt: v.number(), channels: v.array(channel) })

/**
 * The text of a saved chat, at most 2,000,000 characters long: where it would be longer, fewer messages of each channel
 * are saved, at last none.
 */
export function writeText({ savedAt, channels }: SavedChat): string {
  const kept = channels.slice(0, mostSavedChannels)
  for (const most of [mostSavedMessages, 25, 12, 6, 3, 1, 0]) {
    const shown = kept.map((channel) => shorten(channel, most))
    // Writing 60 MB of text to find it too long would take seconds.
    if (most > 0 && lettersOf(shown) > longestText) continue
    const text = JSON.stringify({ savedAt, channels: shown })
    if (text.length <= longestText) return text
  }
  return JSON.stringify({ savedAt, channels: [] })
}

/** Reads it; null for a text of another form. */
export function readText(text: string): SavedChat | null {
  try {
    return v.parse(savedChat, JSON.parse(text))
  } catch {
    return null
  }
}

function lettersOf(channels: readonly OpenChannel[]): number {
  return channels
    .flatMap(({ messages }) => messages)
    .reduce((letters, { text }) => letters + text.length, 0)
}

function shorten(channel: OpenChannel, mostMessages: number): OpenChannel {
  const messages = lastOf(channel.messages, mostMessages).map(withoutPicture)
  const [oldest] = messages
  const isCut = oldest !== undefined && messages.length < channel.messages.length
  return { ...channel, messages, ...(isCut ? { olderBefore: oldest.id } : {}) }
}

/** The address of a picture is another at each start. */
function withoutPicture(message: Message): Message {
  const { userPicture: _, ...rest } = message
  return rest
}

function lastOf<Value>(list: readonly Value[], most: number): Value[] {
  return most === 0 ? [] : list.slice(-most)
}
