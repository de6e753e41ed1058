import { useEffect, useState } from 'preact/hooks'

/** Screen readers need a live region before its text: about two frames, and a hidden window gets none. */
const regionFirstMs = 50

/**
 * The text of a live region that appears with it: empty at first, so that the region is known before the text comes.
 * Screen readers do not speak a text that was there from the start (seen with Orca 43). A text that changes comes at once.
 */
export function useLateText(text: string | null): string | null {
  const [isKnown, setKnown] = useState(false)
  const isShown = text !== null
  useEffect(() => {
    if (!isShown) return setKnown(false)
    const timer = setTimeout(() => setKnown(true), regionFirstMs)
    return () => clearTimeout(timer)
  }, [isShown])
  return isShown && !isKnown ? '' : text
}
