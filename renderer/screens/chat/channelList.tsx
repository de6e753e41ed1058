import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { Channel } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import { AsOf } from './asOf.tsx'
import { Avatar } from '../../components/avatar.tsx'
import { ErrorMessage } from '../../components/errorMessage.tsx'
import { EmptyState } from '../../components/emptyState.tsx'
import { LoadingRows } from '../../components/loadingRows.tsx'
import { focusUnlessTyping } from '../../components/focusUnlessTyping.ts'
import { useNow } from '../../components/useNow.ts'
import type { More } from '../../state/channelListing.ts'
import { texts } from '../../text/texts.ts'
import { shortTime } from '../../text/times.ts'
import { unreachable } from '../../unreachable.ts'
import { channelErrorText, errorText } from '../../text/errors.ts'
import type { LiveSession } from '../../text/labels.ts'

/** The account's channels, grouped by type. */
export function ChannelList({ session }: { session: LiveSession }) {
  const list = useRef<HTMLElement>(null)
  const shown = useRef<string | null>(null)
  const cid = state.channels.openCid.value
  useLayoutEffect(() => {
    // Returning from a channel focuses its row in the list.
    if (cid === null && shown.current !== null) focusRow(list.current, shown.current)
    shown.current = cid
  }, [cid])
  return (
    <nav aria-label={texts().chat.channels} onKeyDown={moveFocus} ref={list}>
      <ListContent session={session} />
      {canCreate(session) && (
        <div class="new-channel">
          <button type="button" class="secondary small" onClick={state.newChannel.open}>
            {texts().chat.newChannel.title}
          </button>
        </div>
      )}
      <AsOf />
    </nav>
  )
}

/** The server decides. A user can always try; others only where a channel says that they may. */
function canCreate(session: LiveSession): boolean {
  const known = state.channels.listing.value
  if (known.state !== 'ready') return false
  const isLive = session.state === 'connected' || session.state === 'refreshing'
  if (!isLive) return false
  return session.account.kind === 'user' || known.channels.some((channel) => channel.canCreate)
}

function ListContent({ session }: { session: LiveSession }) {
  const known = state.channels.listing.value
  switch (known.state) {
    case 'unread':
      return session.state === 'needsSignIn' || session.state === 'offline' ? (
        <EmptyState text={texts().chat.channelsWhenConnected} icon="cloud" />
      ) : (
        <LoadingRows />
      )
    case 'reading':
      return <LoadingRows />
    case 'failed':
      return (
        <EmptyState text={channelErrorText('list', known.code)} isAlert>
          <button
            type="button"
            class="secondary small"
            onClick={() => void state.channels.readList()}
          >
            {texts().common.tryAgain}
          </button>
        </EmptyState>
      )
    case 'ready':
      return known.channels.length === 0 ? (
        <EmptyState text={texts().chat.noChannels} />
      ) : (
        <>
          <Groups channels={known.channels} />
          <MoreChannels more={known.more} />
        </>
      )
    default:
      return unreachable(known)
  }
}

function Groups({ channels }: { channels: Channel[] }) {
  const now = useNow(60_000)
  useEffect(() => {
    const [first] = channels
    if (!first || state.channels.openCid.peek() !== null) return
    const before = state.channels.lastOpenCid()
    if (before !== null) return state.channels.open(before)
    // A wide window shows a conversation beside the list. A narrow one starts with the list.
    if (matchMedia('(width >= 720px)').matches) state.channels.open(first.cid)
    else if (document.activeElement === document.body) {
      document.querySelector<HTMLElement>('.channel')?.focus()
    }
  }, [])
  const channelGroups: Readonly<Record<string, string>> = texts().chat.channelGroups
  const known = Object.keys(channelGroups)
  const types = new Set([...known, ...channels.map(({ type }) => type)])
  const filled = [...types].filter((wanted) => channels.some(({ type }) => type === wanted))
  return filled.map((type) => (
    <section key={type} aria-labelledby={`group-${type}`}>
      <h2 id={`group-${type}`}>{channelGroups[type] ?? type}</h2>
      <ul>
        {channels
          .filter((channel) => channel.type === type)
          .map((channel) => (
            <Row key={channel.cid} channel={channel} now={now} />
          ))}
      </ul>
    </section>
  ))
}

/** The end of the list. The next page loads when it comes into view, or with the button. */
function MoreChannels({ more }: { more: More }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!place.current || more.state !== 'available') return undefined
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) void state.channels.readMore()
    })
    observer.observe(place.current)
    return () => observer.disconnect()
  }, [more.state])
  if (more.state === 'none' || more.state === 'full') return null
  return (
    <div class="more-channels" ref={place}>
      {more.state === 'failed' && <ErrorMessage text={errorText(more.code)} />}
      {more.state === 'reading' ? (
        <p class="muted">{texts().chat.loadingChannels}</p>
      ) : (
        <button
          type="button"
          class="secondary small"
          onClick={() => void state.channels.readMore()}
        >
          {more.state === 'failed' ? texts().chat.tryAgain : texts().chat.moreChannels}
        </button>
      )}
    </div>
  )
}

function Row({ channel, now }: { channel: Channel; now: number }) {
  const { cid, name, preview, lastMessageAt } = channel
  const unread = state.channels.unread.counts.value.get(cid)
  return (
    <li>
      <button
        type="button"
        class="channel"
        title={name}
        data-cid={cid}
        aria-current={cid === state.channels.openCid.value}
        onClick={() => state.channels.open(cid)}
      >
        <Avatar name={name} />
        <span class="stack">
          <span class="spread">
            <span class="truncate" dir="auto">
              {name}
            </span>
            {lastMessageAt !== null && <time class="muted">{shortTime(lastMessageAt, now)}</time>}
          </span>
          <span class="spread">
            <span class="truncate muted" dir="auto">
              {preview || texts().chat.noPreview}
            </span>
            {unread !== undefined && (
              <span class="unread-badge">{texts().chat.unread(unread)}</span>
            )}
          </span>
        </span>
      </button>
    </li>
  )
}

function focusRow(list: HTMLElement | null, cid: string): void {
  focusUnlessTyping(list?.querySelector<HTMLElement>(`[data-cid="${CSS.escape(cid)}"]`))
}

function moveFocus(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  event.preventDefault()
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('.channel')]
  const here = rows.findIndex((row) => row === document.activeElement)
  rows[Math.min(rows.length - 1, Math.max(0, here + step))]?.focus()
}
