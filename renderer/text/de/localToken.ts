import type { Texts } from '../en.ts'

export const localToken: Texts['localToken'] = {
  forTesting: 'Zum Testen eines Backends. Nichts wird gespeichert.',
  development: 'Entwicklungstoken',
  aboutDevelopment:
    'Nicht signiert. Funktioniert nur, solange die Anmeldeprüfung der App ausgeschaltet ist; dann kann sich jeder als jeder anmelden.',
  create: 'Token erstellen',
  aboutCreate:
    'Latchkey signiert und erneuert das Token mit Ihrem API-Secret. Wer das Secret hat, kann sich als jeder Benutzer ausgeben. Es bleibt im Arbeitsspeicher, bis Sie sich abmelden.',
  useDevelopment: 'Stattdessen ein Entwicklungstoken verwenden',
  useSecret: 'Stattdessen ein API-Secret verwenden',
  submitDevelopment: 'Entwicklungstoken verwenden',
  secret: 'API-Secret',
  enterAgain: 'Erneut eingeben',
  lifetime: 'Gültigkeitsdauer in Sekunden',
  neverExpires: 'Läuft nie ab',
  submitSecret: 'Token erstellen und anmelden',
  notForProduction: 'Nicht für den Produktivbetrieb',
}
