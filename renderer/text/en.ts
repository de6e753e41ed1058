import { accounts } from './en/accounts.ts'
import { browserSignIn } from './en/browserSignIn.ts'
import { chat } from './en/chat.ts'
import { common } from './en/common.ts'
import { dialogs } from './en/dialogs.ts'
import { errors } from './en/errors.ts'
import { link } from './en/link.ts'
import { localToken } from './en/localToken.ts'
import { session } from './en/session.ts'
import { signIn } from './en/signIn.ts'
import { times } from './en/times.ts'
import { welcome } from './en/welcome.ts'
import { workspaceDialog } from './en/workspaceDialog.ts'

/** The English texts that the first screens need. Lazily loaded screens have a part of their own, such as en/settings.ts. */
export const en = {
  accounts,
  browserSignIn,
  chat,
  common,
  dialogs,
  errors,
  link,
  localToken,
  session,
  signIn,
  times,
  welcome,
  workspaceDialog,
}

/** The texts of the first screens. */
export type Texts = typeof en
