import { useLayoutEffect, useRef, useState } from 'preact/hooks'

/** Within this many pixels of the bottom counts as at the bottom. */
const slack = 48
/** So many heights of the area from its top, older entries are asked for. */
const heightsFromTop = 2

/** The entries of the area, as far as scrolling depends on them. */
export interface Entries {
  oldest?: string | undefined
  newest: string | undefined
  /** The newest entry of the person's own that is not confirmed. */
  newestOwn?: string | undefined
  /** Called when the person comes near the top, more than once. */
  onNearTop?(): void
}

/**
 * Keeps a scrolling area at its bottom while entries arrive or its size changes, unless the person has scrolled up. Then it
 * keeps its place while older entries are added above. The person's own new entry always scrolls to the bottom.
 */
export function useStickToBottom({ oldest, newest, newestOwn, onNearTop }: Entries) {
  const area = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  const [below, setBelow] = useState<'nothing' | 'seen' | 'news'>('nothing')
  const scrollToBottom = () => area.current?.scrollTo({ top: area.current.scrollHeight })
  useKeptPlace(area, isAtEnd, oldest)
  useLayoutEffect(() => {
    if (isAtEnd.current) scrollToBottom()
    else setBelow('news')
  }, [newest])
  useLayoutEffect(() => {
    if (newestOwn !== undefined) scrollToBottom()
  }, [newestOwn])
  const checkTop = () => {
    if (!area.current) return
    const { scrollTop, clientHeight } = area.current
    if (scrollTop < heightsFromTop * clientHeight) onNearTop?.()
  }
  const latestCheck = useRef(checkTop)
  latestCheck.current = checkTop
  useLayoutEffect(() => latestCheck.current(), [oldest])
  useLayoutEffect(() => {
    if (!area.current) return undefined
    const observer = new ResizeObserver(() => isAtEnd.current && scrollToBottom())
    observer.observe(area.current)
    if (content.current) observer.observe(content.current)
    return () => observer.disconnect()
  }, [])
  const onScroll = () => {
    if (!area.current) return
    const { scrollHeight, scrollTop, clientHeight } = area.current
    const left = scrollHeight - scrollTop - clientHeight
    isAtEnd.current = left < slack
    if (isAtEnd.current) setBelow('nothing')
    else setBelow((now) => (now === 'nothing' && left > clientHeight ? 'seen' : now))
    checkTop()
  }
  const scrollToEntry = (selector: string) => {
    // Before the scroll event comes, a change of size would scroll back to the bottom.
    isAtEnd.current = false
    area.current?.querySelector(selector)?.scrollIntoView({ block: 'center' })
  }
  return { area, content, below, scrollToBottom, scrollToEntry, onScroll }
}

/** Keeps the distance from the bottom when the oldest entry changes: what is added or dropped is above. */
function useKeptPlace(
  area: { current: HTMLDivElement | null },
  isAtEnd: { current: boolean },
  oldest: string | undefined,
): void {
  const shown = useRef(oldest)
  const fromBottom = useRef<number | null>(null)
  if (shown.current !== oldest && area.current) {
    // Measured before the entries are added. The browser's scroll anchoring does not work at the very top.
    fromBottom.current = area.current.scrollHeight - area.current.scrollTop
    shown.current = oldest
  }
  useLayoutEffect(() => {
    if (area.current && fromBottom.current !== null && !isAtEnd.current) {
      area.current.scrollTop = area.current.scrollHeight - fromBottom.current
    }
    fromBottom.current = null
  }, [oldest])
}
