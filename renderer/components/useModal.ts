import { useLayoutEffect, useRef } from 'preact/hooks'
import type { RefObject } from 'preact'

/** Opens a dialog as modal while it is mounted. Unmounting returns the focus to the previous field. */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const element = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const dialog = element.current
    dialog?.showModal()
    // Closing returns the focus. Removing an open dialog would lose it.
    return () => dialog?.close()
  }, [])
  return element
}
