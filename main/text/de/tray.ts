import type { Texts } from '../en.ts'

export const tray: Texts['tray'] = {
  signedOut: 'Abgemeldet',
  connecting: 'Verbindung wird hergestellt',
  connected: 'verbunden',
  refreshing: 'Token wird erneuert',
  offline: 'offline',
  signInAgain: 'bitte erneut anmelden',
  anonymous: 'Anonymer Besucher',
  show: 'Latchkey anzeigen',
  signOut: 'Abmelden',
  quit: 'Beenden',
}
