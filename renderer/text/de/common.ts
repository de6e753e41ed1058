import type { Texts } from '../en.ts'

export const common: Texts['common'] = {
  cancel: 'Abbrechen',
  developerMode: 'Entwicklermodus',
  developerTools: 'Entwicklerwerkzeuge',
  dismiss: 'Schließen',
  retryKeychain: 'Erneut prüfen',
  tryAgain: 'Erneut versuchen',
}
