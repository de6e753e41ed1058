import type { Texts } from '../en.ts'

export const browserSignIn: Texts['browserSignIn'] = {
  opens: (host) => `Ihr Browser öffnet die Anmeldeseite von ${host}.`,
  submit: 'Mit Ihrem Browser anmelden',
  waiting: 'Fahren Sie in Ihrem Browser fort',
  waitingAt: (host) => `Melden Sie sich bei ${host} an. Latchkey wartet bis zu 5 Minuten.`,
  finishing: 'Ihr Browser hat geantwortet. Anmeldung läuft …',
  openAgain: 'Browser erneut öffnen',
  useBrowser: 'Stattdessen Ihren Browser verwenden',
}
