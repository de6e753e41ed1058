import { useEffect, useState } from 'preact/hooks'

/**
 * A live region must exist about two frames before its text. A timer is used because a hidden window gets no frames.
 */
const regionFirstMs = 50

/**
 * The text of a new live region: empty at first, then the text. Screen readers do not announce text that exists from
 * the start (seen with Orca 43). Later changes appear at once.
 */
export function useLiveText(text: string | null): string | null {
  const [isKnown, setKnown] = useState(false)
  const isShown = text !== null
  useEffect(() => {
    if (!isShown) return setKnown(false)
    const timer = setTimeout(() => setKnown(true), regionFirstMs)
    return () => clearTimeout(timer)
  }, [isShown])
  return isShown && !isKnown ? '' : text
}
