import type { Texts } from '../en.ts'

export const browserPage: Texts['browserPage'] = {
  done: ['Sie können zu Latchkey zurückkehren', 'Sie können diese Seite schließen.'],
  refused: [
    'Die Anmeldung wurde nicht abgeschlossen',
    'Sie können zu Latchkey zurückkehren und diese Seite schließen.',
  ],
  strange: ['Hier ist nichts', 'Latchkey wartet hier auf die Antwort einer Anmeldung.'],
  otherSignIn: [
    'Diese Seite gehört zu einer anderen Anmeldung',
    'Kehren Sie zu Latchkey zurück und öffnen Sie den Browser erneut.',
  ],
  answered: ['Die Anmeldung wurde bereits beantwortet', 'Sie können zu Latchkey zurückkehren.'],
}
