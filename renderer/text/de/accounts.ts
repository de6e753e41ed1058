import type { Texts } from '../en.ts'
import { pluralIn } from '../plural.ts'

const plural = pluralIn('de')

export const accounts: Texts['accounts'] = {
  addAccount: 'Konto hinzufügen',
  backTo: (name) => `Zurück zu ${name}`,
  continueAs: (name) => `Weiter als ${name}`,
  forget: (name) => `${name} vergessen`,
  guestIn: (workspace) => `Gast in ${workspace}`,
  signInAgain: (place, cause) => `${place}. Erneut anmelden: ${cause}`,
  visitEnds: 'Ein Kontowechsel beendet diesen Besuch.',
  signInEnds: 'Diese Anmeldung ist nicht gespeichert. Ein Kontowechsel beendet sie.',
  messagesWait: (name, count) =>
    plural(count, {
      one: `Eine Nachricht von ${name} wartet. Latchkey sendet sie, wenn Sie zurückwechseln.`,
      other: `${count} Nachrichten von ${name} warten. Latchkey sendet sie, wenn Sie zurückwechseln.`,
    }),
  messagesWillWait: (count) =>
    plural(count, {
      one: 'Eine nicht gesendete Nachricht wartet, bis Sie zurückwechseln.',
      other: `${count} nicht gesendete Nachrichten warten, bis Sie zurückwechseln.`,
    }),
  messagesWillBeLost: (count) =>
    plural(count, {
      one: 'Eine nicht gesendete Nachricht geht verloren.',
      other: `${count} nicht gesendete Nachrichten gehen verloren.`,
    }),
}
