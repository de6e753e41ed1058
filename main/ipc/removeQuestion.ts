import type { MessageBoxOptions } from 'electron'
import type { Texts } from '../text/en.ts'
import { agreeButton, cancelButton } from './consent.ts'

/** The losses when a workspace is removed. */
export interface RemovalLosses {
  /** Stored sign-ins of the workspace. */
  signIns: number
  unsentMessages: number
}

const longestName = 60

/** The question before a workspace is removed. */
export function removeQuestion(
  name: string,
  { signIns, unsentMessages }: RemovalLosses,
  texts: Texts['workspaces'],
): MessageBoxOptions {
  const parts = [
    signIns === 0 ? texts.noSignIn : texts.signIns(signIns),
    ...(unsentMessages > 0 ? [texts.unsentMessages(unsentMessages)] : []),
  ]
  return {
    type: 'warning',
    message: texts.remove(name.slice(0, longestName)),
    detail: parts.join(' '),
    buttons: [texts.cancel, texts.removeIt],
    defaultId: cancelButton,
    cancelId: cancelButton,
    noLink: true,
  }
}

/** Whether the person chose to remove it. */
export function isRemovalAgreed(response: number): boolean {
  return response === agreeButton
}
