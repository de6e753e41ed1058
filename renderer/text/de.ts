import { accounts } from './de/accounts.ts'
import { chat } from './de/chat.ts'
import { common } from './de/common.ts'
import { errors } from './de/errors.ts'
import { session } from './de/session.ts'
import { signIn } from './de/signIn.ts'
import { times } from './de/times.ts'
import { settings } from './de/settings.ts'
import type { Translation } from './translation.ts'

/**
 * The German texts. They address the person as "Sie". Terms: sign in – anmelden, sign out – abmelden, sign-in – Anmeldung,
 * account – Konto, workspace – Arbeitsbereich, channel – Kanal, keychain – Schlüsselbund, token service – Token-Dienst,
 * token – Token (das), server – Server, proxy – Proxy, settings – Einstellungen, guest – Gast, log – Protokoll,
 * draft – Entwurf, thread – Thread, reaction – Reaktion, developer mode – Entwicklermodus, API secret – API-Secret (das),
 * renew – erneuern, expire – ablaufen, refuse – ablehnen.
 */
export const de: Translation = {
  direction: 'ltr',
  window: { accounts, chat, common, errors, session, signIn, times },
  settings,
}
