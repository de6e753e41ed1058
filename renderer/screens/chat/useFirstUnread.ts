import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Message } from '../../../preload/contract.ts'
import type { More } from '../../state/channelListing.ts'
import { state } from '../../state/appState.ts'

interface FirstUnreadOptions {
  cid: string
  userId: string | undefined
  messages: readonly Message[]
  older: More
  area: { current: HTMLElement | null }
  scrollToEntry(selector: string): void
}

/** The first message that was unread when the channel was opened. */
export interface FirstUnread {
  /** Its ID, if it is loaded. */
  firstId: string | undefined
  /** True until the person has seen it. */
  isAway: boolean
  /** Loads it if necessary, and scrolls to it. */
  jump(): Promise<void>
}

export function useFirstUnread(options: FirstUnreadOptions): FirstUnread {
  const { cid, userId, messages, older, area, scrollToEntry } = options
  const after = state.channels.unread.marks.value.get(cid)
  const [seen, setSeen] = useState<'unknown' | 'away' | 'seen'>('unknown')
  const firstId = useMemo(() => {
    const [oldest] = messages
    if (after === undefined || !oldest) return undefined
    // Earlier ones may be unread as well.
    if (oldest.createdAt > after && older.state !== 'none' && older.state !== 'full')
      return undefined
    return messages.find((message) => message.createdAt > after && message.userId !== userId)?.id
  }, [messages, older.state, after, userId])
  useEffect(() => {
    const line = area.current?.querySelector('.unread-line')
    if (!line) return undefined
    const observer = new IntersectionObserver(([entry]) => {
      setSeen((now) => (entry?.isIntersecting || now === 'seen' ? 'seen' : 'away'))
    })
    observer.observe(line)
    return () => observer.disconnect()
  }, [firstId])
  const isLoading = after !== undefined && firstId === undefined && messages.length > 0
  return {
    firstId,
    isAway: after !== undefined && seen !== 'seen' && (isLoading || seen === 'away'),
    async jump() {
      if (after !== undefined) await state.channels.readBackTo(cid, after)
      // The line is in the document after the next render.
      requestAnimationFrame(() => {
        scrollToEntry('.unread-line')
        setSeen('seen')
      })
    },
  }
}
