import type { MessageBoxOptions } from 'electron'
import { agreeButton, cancelButton } from './consent.ts'

/** The losses when a workspace is removed. */
export interface RemovalLosses {
  /** Stored sign-ins of the workspace. */
  signIns: number
  unsentMessages: number
}

/** The question before a workspace is removed. */
export function removeQuestion(
  name: string,
  { signIns, unsentMessages }: RemovalLosses,
): MessageBoxOptions {
  const parts = [signInPart(signIns), ...(unsentMessages > 0 ? [messagePart(unsentMessages)] : [])]
  return {
    type: 'warning',
    message: `Remove the workspace “${name.slice(0, 60)}”?`,
    detail: parts.join(' '),
    buttons: ['Cancel', 'Remove'],
    defaultId: cancelButton,
    cancelId: cancelButton,
    noLink: true,
  }
}

/** Whether the person chose to remove it. */
export function isRemovalAgreed(response: number): boolean {
  return response === agreeButton
}

function signInPart(count: number): string {
  if (count === 0) return 'No sign-in is saved for it on this computer.'
  const them = count === 1 ? 'Its saved sign-in is' : `Its ${count} saved sign-ins are`
  return `${them} deleted from this computer, with drafts and saved messages.`
}

function messagePart(count: number): string {
  return count === 1
    ? '1 message that was not sent is lost.'
    : `${count} messages that were not sent are lost.`
}
