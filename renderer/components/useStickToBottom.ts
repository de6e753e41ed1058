import { useLayoutEffect, useRef, useState } from 'preact/hooks'

/** Nearer to the end than this, in pixels, is at the end. */
const slack = 48

/**
 * Keeps a scrolled area at its newest entry, whatever comes and however its size changes, unless the person has
 * scrolled up to read. An own entry brings the area back to the end. `standings` says of the own ones what else is shown
 * with them.
 */
export function useNewest(
  newest: string | undefined,
  newestOwn: string | undefined,
  standings: string,
) {
  const area = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  const [news, setNews] = useState<'none' | 'below'>('none')
  const goThere = () => area.current?.scrollTo({ top: area.current.scrollHeight })
  useLayoutEffect(() => {
    if (isAtEnd.current) goThere()
    else setNews('below')
  }, [newest])
  useLayoutEffect(() => {
    if (isAtEnd.current) goThere()
  }, [standings])
  useLayoutEffect(() => {
    if (newestOwn !== undefined) goThere()
  }, [newestOwn])
  useLayoutEffect(() => {
    if (!area.current) return undefined
    const observer = new ResizeObserver(() => isAtEnd.current && goThere())
    observer.observe(area.current)
    return () => observer.disconnect()
  }, [])
  const onScroll = () => {
    if (!area.current) return
    const { scrollHeight, scrollTop, clientHeight } = area.current
    isAtEnd.current = scrollHeight - scrollTop - clientHeight < slack
    if (isAtEnd.current) setNews('none')
  }
  return { area, news, goThere, onScroll }
}
