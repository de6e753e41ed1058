import type { Texts } from '../en.ts'

export const session: Texts['session'] = {
  connecting: 'Verbindung wird hergestellt …',
  connected: 'Verbunden',
  refreshing: 'Token wird erneuert …',
  offline: 'Offline.',
  signInAgain: 'Erneut anmelden:',
  signInAgainReason: (cause) => cause,
  tryingNow: 'Versuch läuft …',
  nextTry: (seconds) => `Nächster Versuch in ${seconds} s.`,
  noTokenNeeded: 'Kein Token nötig',
  tokenNeverExpires: 'Token läuft nie ab',
  tokenExpires: (when) => `Token läuft ab: ${when}`,
  tokenExpired: (when) => `Token abgelaufen: ${when}`,
  tokenRenews: (when) => `Erneuerung: ${when}`,
  tokenNotRenewed: 'wird nicht erneuert',
  signInEnds: (when) => `Ende der Anmeldung: ${when}`,
  sessionEnding: (refuser, when) =>
    `Der ${refuser === 'tokenService' ? 'Token-Dienst' : 'Identitätsanbieter'} erneuert Ihre Anmeldung nicht mehr. Diese Sitzung endet mit ihrem Token${when === null ? '' : ` (${when})`}. Um angemeldet zu bleiben, melden Sie sich ab und wieder an.`,
  localToken: {
    development: 'Entwicklungstoken. Nicht für den Produktivbetrieb.',
    minted:
      'Auf diesem Computer mit dem API-Secret signiertes Token. Nicht für den Produktivbetrieb.',
  },
  savedIn: (keychain) => `gespeichert: ${keychain}`,
  savedInMemory: 'bis zum Beenden im Arbeitsspeicher',
  notSaved: 'nicht gespeichert',
  willBeSaved: (keychain) => `Ihre Anmeldung wird sicher gespeichert: ${keychain}.`,
  willBeInMemory: 'Ihre Anmeldung bleibt im Arbeitsspeicher, bis Sie Latchkey beenden.',
  lockedSoInMemory: (keychain) =>
    `${keychain}: gesperrt. Ihre Anmeldung bleibt daher im Arbeitsspeicher, bis Sie Latchkey beenden.`,
  keychainLocked: (keychain) => `${keychain}: gesperrt.`,
  keychainPrompt: (keychain) =>
    `${keychain}: Latchkey wartet auf eine Antwort. Beantworten Sie die Abfrage, die hinter diesem Fenster liegen kann.`,
  stillInKeychain: (keychain) => `Abgemeldet. ${keychain} enthält Ihre Anmeldung noch.`,
  deletedWhenUnlocked: 'Latchkey löscht sie dann.',
  deletedWhenAvailable: 'Latchkey löscht sie, sobald der Schlüsselbund wieder verfügbar ist.',
  serverMoved: (host) => `Der Server ist jetzt ${host}.`,
  passwordGoesTo: (host) => `Ihr Passwort geht an ${host}.`,
  asOf: (when) => `Stand: ${when}`,
}
