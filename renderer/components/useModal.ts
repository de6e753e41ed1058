import { useLayoutEffect, useRef } from 'preact/hooks'
import type { RefObject } from 'preact'

/**
 * A dialog that is modal for as long as it is there. When it goes, the focus is back in the field that had it, so that
 * the person can go on with what they were typing.
 */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const element = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const dialog = element.current
    dialog?.showModal()
    // Removing an open dialog would leave the focus nowhere; closing it gives the focus back.
    return () => dialog?.close()
  }, [])
  return element
}
