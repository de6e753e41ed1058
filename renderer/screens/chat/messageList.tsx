import { useMemo, useRef } from 'preact/hooks'
import type { ComponentChildren } from 'preact'
import type { Message } from '../../../preload/contract.ts'
import type { Outgoing } from '../../state/outbox.ts'
import type { More } from '../../state/channelListing.ts'
import { state } from '../../state/appState.ts'
import { ErrorMessage } from '../../components/errorMessage.tsx'
import { useStickToBottom } from '../../components/useStickToBottom.ts'
import { useNow } from '../../components/useNow.ts'
import { texts } from '../../text/texts.ts'
import { errorText } from '../../text/errors.ts'
import { dayName, isSameDay } from '../../text/times.ts'
import type { LiveSession } from '../../text/labels.ts'
import { SentMessage, OutgoingMessage } from './message.tsx'
import { toBlocks, type MessageBlock } from './messageBlocks.ts'
import { useFirstUnread } from './useFirstUnread.ts'

interface MessageListProps {
  cid: string
  session: LiveSession
  messages: Message[]
  older: More
  outgoing: Outgoing[]
  /** The content shown while there are no messages. */
  children: ComponentChildren
}

/** The messages of a channel, oldest first, followed by unconfirmed ones. */
export function MessageList(props: MessageListProps) {
  const { cid, session, messages, older, outgoing, children } = props
  const blocks = useBlocks(messages)
  const now = useNow(60_000)
  const userId = session.account?.userId
  const { area, content, below, scrollToBottom, scrollToEntry, onScroll } = useStickToBottom({
    oldest: messages[0]?.id,
    newest: messages.at(-1)?.id,
    newestOwn: outgoing.at(-1)?.id,
    onNearTop: () => older.state === 'available' && void state.channels.readOlder(cid),
  })
  const unread = useFirstUnread({ cid, userId, messages, older, area, scrollToEntry })
  return (
    <div class="log-area">
      <div
        class="log"
        role="log"
        aria-label={texts().chat.messages}
        tabIndex={0}
        ref={area}
        onScroll={onScroll}
      >
        <div class="log-content" ref={content}>
          {outgoing.length === 0 && children}
          {messages.length > 0 && <Older cid={cid} older={older} />}
          {blocks.map((block) => (
            <Block
              key={block.key}
              block={block}
              userId={userId}
              now={now}
              firstUnread={holds(block, unread.firstId) ? unread.firstId : undefined}
            />
          ))}
          <OutgoingMessages session={session} last={messages.at(-1)} outgoing={outgoing} />
        </div>
      </div>
      {unread.isAway && (
        <button type="button" class="jump jump-to-unread" onClick={() => void unread.jump()}>
          {texts().chat.jumpToFirstUnread}
        </button>
      )}
      {below !== 'nothing' && (
        <button type="button" class="jump jump-to-latest" onClick={scrollToBottom}>
          {below === 'news' ? texts().chat.newMessages : texts().chat.jumpToLatest}
        </button>
      )}
    </div>
  )
}

function useBlocks(messages: Message[]): MessageBlock[] {
  const blocks = useRef<MessageBlock[]>([])
  return useMemo(() => (blocks.current = toBlocks(messages, blocks.current)), [messages])
}

function holds({ messages }: MessageBlock, id: string | undefined): boolean {
  return id !== undefined && messages.some((message) => message.id === id)
}

/** The place above the oldest message. */
function Older({ cid, older }: { cid: string; older: More }) {
  switch (older.state) {
    case 'none':
      return null
    case 'available':
    case 'reading':
      return <p class="older muted">{texts().chat.loadingOlder}</p>
    case 'full':
      return <p class="older muted">{texts().chat.historyFull}</p>
    case 'failed':
      return (
        <div class="older message-actions">
          <ErrorMessage text={errorText(older.code)} />
          <button
            type="button"
            class="secondary small"
            onClick={() => void state.channels.readOlder(cid)}
          >
            {texts().chat.tryAgain}
          </button>
        </div>
      )
  }
}

interface BlockProps {
  block: MessageBlock
  userId: string | undefined
  /** Epoch ms. */
  now: number
  /** The ID of the first unread message, if it is in this block. */
  firstUnread: string | undefined
}

/**
 * Renders again only when its messages, the day or the first unread message change: Preact skips an element of a component that is
 * the same object as before.
 */
function Block({ block, userId, now, firstUnread }: BlockProps) {
  const today = new Date(now).toDateString()
  return useMemo(
    () => <BlockMessages block={block} userId={userId} now={now} firstUnread={firstUnread} />,
    [block, userId, today, firstUnread],
  )
}

function BlockMessages({ block, userId, now, firstUnread }: BlockProps) {
  return (
    <div class="block">
      {block.messages.map((message, index) => {
        const before = index === 0 ? block.before : block.messages[index - 1]
        const isNewDay = !before || !isSameDay(before.createdAt, message.createdAt)
        const isFirstUnread = message.id === firstUnread
        return [
          isNewDay && <p class="day">{dayName(message.createdAt, now)}</p>,
          isFirstUnread && (
            <p class="unread-line">
              <span>{texts().chat.firstUnread}</span>
            </p>
          ),
          <SentMessage
            key={message.id}
            message={message}
            isSelf={message.userId === userId}
            isTurn={isNewDay || isFirstUnread || isTurn(before, message.userId, message.createdAt)}
          />,
        ]
      })}
    </div>
  )
}

function OutgoingMessages({
  session,
  last,
  outgoing,
}: {
  session: LiveSession
  last: Message | undefined
  outgoing: Outgoing[]
}) {
  const self = session.account
  const firstWaiting = outgoing.findIndex(({ status }) => status.state === 'waiting')
  return outgoing.map((message, index) => (
    <OutgoingMessage
      key={message.id}
      message={message}
      session={session}
      isBehind={firstWaiting >= 0 && firstWaiting < index}
      isTurn={index === 0 && (!self || isTurn(last, self.userId, message.writtenAt))}
    />
  ))
}

/** Messages of one author within this time share one name. */
const turnMs = 5 * 60_000

function isTurn(before: Message | undefined, userId: string, at: number): boolean {
  return before?.userId !== userId || at - before.createdAt > turnMs
}
