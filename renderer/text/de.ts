import { accounts } from './de/accounts.ts'
import { browserSignIn } from './de/browserSignIn.ts'
import { chat } from './de/chat.ts'
import { common } from './de/common.ts'
import { dialogs } from './de/dialogs.ts'
import { errors } from './de/errors.ts'
import { link } from './de/link.ts'
import { localToken } from './de/localToken.ts'
import { session } from './de/session.ts'
import { settings } from './de/settings.ts'
import { signIn } from './de/signIn.ts'
import { times } from './de/times.ts'
import { welcome } from './de/welcome.ts'
import type { Translation } from './translation.ts'
import { workspaceDialog } from './de/workspaceDialog.ts'
import { workspaces } from './de/workspaces.ts'

/**
 * The German texts. They address the person as "Sie". Terms: sign in – anmelden, sign out – abmelden, sign-in – Anmeldung,
 * account – Konto, workspace – Arbeitsbereich, channel – Kanal, keychain – Schlüsselbund, token service – Token-Dienst,
 * token – Token (das), server – Server, proxy – Proxy, settings – Einstellungen, guest – Gast, log – Protokoll,
 * draft – Entwurf, thread – Thread, reaction – Reaktion, developer mode – Entwicklermodus, API secret – API-Secret (das),
 * renew – erneuern, expire – ablaufen, refuse – ablehnen.
 */
export const de: Translation = {
  direction: 'ltr',
  window: {
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
  },
  settings,
  workspaces,
}
