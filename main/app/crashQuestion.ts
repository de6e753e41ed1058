import type { MessageBoxOptions } from 'electron'
import type { Texts } from '../text/en.ts'

/** The question after four crashes of the window within a minute. Its buttons are Reload and Quit, in this order. */
export function crashQuestion({ questions }: Texts): MessageBoxOptions {
  const { message, detail, reload, quit } = questions.crash
  return {
    type: 'error',
    message,
    detail,
    buttons: [reload, quit],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  }
}
