import { useLayoutEffect, useRef, useState } from 'preact/hooks'

/** Within this many pixels of the bottom counts as at the bottom. */
const slack = 48

/**
 * Keeps a scrolling area at its bottom while entries arrive or its size changes, unless the person has scrolled up. The
 * person's own new entry always scrolls to the bottom. `ownStatuses` is the state shown with their own entries.
 */
export function useStickToBottom(
  newest: string | undefined,
  newestOwn: string | undefined,
  ownStatuses: string,
) {
  const area = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  const [news, setNews] = useState<'none' | 'below'>('none')
  const scrollToBottom = () => area.current?.scrollTo({ top: area.current.scrollHeight })
  useLayoutEffect(() => {
    if (isAtEnd.current) scrollToBottom()
    else setNews('below')
  }, [newest])
  useLayoutEffect(() => {
    if (isAtEnd.current) scrollToBottom()
  }, [ownStatuses])
  useLayoutEffect(() => {
    if (newestOwn !== undefined) scrollToBottom()
  }, [newestOwn])
  useLayoutEffect(() => {
    if (!area.current) return undefined
    const observer = new ResizeObserver(() => isAtEnd.current && scrollToBottom())
    observer.observe(area.current)
    return () => observer.disconnect()
  }, [])
  const onScroll = () => {
    if (!area.current) return
    const { scrollHeight, scrollTop, clientHeight } = area.current
    isAtEnd.current = scrollHeight - scrollTop - clientHeight < slack
    if (isAtEnd.current) setNews('none')
  }
  return { area, news, scrollToBottom, onScroll }
}
