import { accounts } from './en/accounts.ts'
import { chat } from './en/chat.ts'
import { common } from './en/common.ts'
import { errors } from './en/errors.ts'
import { session } from './en/session.ts'
import { signIn } from './en/signIn.ts'
import { times } from './en/times.ts'

/** The English texts that the first screens need. Lazily loaded screens have a part of their own, such as en/settings.ts. */
export const en = { accounts, chat, common, errors, session, signIn, times }

/** The texts of the first screens. */
export type Texts = typeof en
