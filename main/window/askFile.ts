import type { BrowserWindow, Dialog, OpenDialogOptions, OpenDialogReturnValue } from 'electron'

/** Asks in front of the window for a file; null while there is no window. */
export function createAskFile(
  dialog: Pick<Dialog, 'showOpenDialog'>,
  window: () => BrowserWindow | null,
): (question: OpenDialogOptions) => Promise<OpenDialogReturnValue | null> {
  return async (question) => {
    const shown = window()
    return shown && dialog.showOpenDialog(shown, question)
  }
}
