import type { Message } from '../../../preload/contract.ts'

/** Consecutive messages that are laid out, skipped and rendered as one. */
export interface MessageBlock {
  key: string
  /** The message before the first one, for its day and its author. */
  before: Message | undefined
  messages: Message[]
}

/** About two screens of messages. */
export const blockLength = 50

/**
 * Divides messages into blocks. An unchanged block stays the same object, so that a new message renders one block, not 10,000
 * messages. Blocks keep their beginnings when older messages come before them.
 */
export function toBlocks(
  messages: readonly Message[],
  previous: readonly MessageBlock[],
): MessageBlock[] {
  const known = new Map(previous.map((block) => [block.key, block]))
  const blocks: MessageBlock[] = []
  let current: MessageBlock | null = null
  let before: Message | undefined
  for (const message of messages) {
    const isFull = current !== null && current.messages.length >= blockLength
    if (current === null || isFull || known.has(message.id)) {
      current = { key: message.id, before, messages: [] }
      blocks.push(current)
    }
    current.messages.push(message)
    before = message
  }
  return blocks.map((block) => {
    const same = known.get(block.key)
    return same && isSame(block, same) ? same : block
  })
}

function isSame(one: MessageBlock, other: MessageBlock): boolean {
  return (
    one.before === other.before &&
    one.messages.length === other.messages.length &&
    one.messages.every((message, index) => message === other.messages[index])
  )
}
