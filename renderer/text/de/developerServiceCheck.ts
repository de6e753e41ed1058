import type { DeveloperTexts } from '../en/developer.ts'
import { pluralIn } from '../plural.ts'

const plural = pluralIn('de')

export const serviceCheck: DeveloperTexts['serviceCheck'] = {
  title: 'Einen Token-Dienst prüfen',
  about:
    'Latchkey ruft den Dienst etwa zwanzigmal auf, einmal mit einem falschen Passwort. Verwenden Sie ein Testkonto.',
  url: 'URL',
  requires: 'Er verlangt',
  requiresAccessToken: 'Access-Token (Single Sign-on)',
  endsSignIns: 'Er beendet Anmeldungen mit DELETE',
  userId: 'Benutzer-ID',
  password: 'Passwort',
  accessToken: 'Access-Token',
  check: 'Prüfen',
  stop: 'Anhalten',
  checking: (done) => `Prüfung läuft … ${done} erledigt`,
  stopped: 'Angehalten.',
  verdicts: { pass: 'Bestanden', warn: 'Warnung', fail: 'Fehlgeschlagen', skipped: 'Übersprungen' },
  counts: {
    pass: (count) => `${count} bestanden`,
    warn: (count) => plural(count, { one: '1 Warnung', other: `${count} Warnungen` }),
    fail: (count) => `${count} fehlgeschlagen`,
    skipped: (count) => `${count} übersprungen`,
  },
}
