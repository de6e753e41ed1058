import type { Texts } from '../en.ts'
import { pluralIn } from '../plural.ts'

const plural = pluralIn('de')

export const questions: Texts['questions'] = {
  cancel: 'Abbrechen',
  stay: 'Bleiben',
  leave: {
    quit: 'Trotzdem beenden',
    signOut: 'Trotzdem abmelden',
    switchAccount: 'Trotzdem wechseln',
  },
  forget: 'Vergessen',
  forgetAccount: (name) => `${name} vergessen?`,
  forgetDetail:
    'Latchkey löscht die gespeicherte Anmeldung von diesem Computer. Um das Konto wieder zu verwenden, melden Sie sich erneut an.',
  theyAreLost: (count) =>
    plural(count, { one: 'Sie geht verloren.', other: 'Sie gehen verloren.' }),
  unsent: (count) =>
    plural(count, {
      one: 'Eine Nachricht wurde noch nicht gesendet.',
      other: `${count} Nachrichten wurden noch nicht gesendet.`,
    }),
  unsentDetail: {
    quit: (count) => `Wenn Sie jetzt beenden, ${lost(count)}`,
    signOut: (count) => `Wenn Sie sich jetzt abmelden, ${lost(count)}`,
    switchAccount: (count) => `Wenn Sie jetzt das Konto wechseln, ${lost(count)}`,
  },
  signInUnsaved: 'Ihre erneuerte Anmeldung ist nicht gespeichert.',
  signInUnsavedDetail: {
    quit: 'Wenn Sie jetzt beenden, müssen Sie sich beim nächsten Start vielleicht erneut anmelden. Wenn Sie bleiben und Ihren Schlüsselbund entsperren, speichert Latchkey die Anmeldung.',
    switchAccount:
      'Wenn Sie jetzt das Konto wechseln, müssen Sie sich vielleicht erneut anmelden, wenn Sie zu diesem Konto zurückkehren. Wenn Sie bleiben und Ihren Schlüsselbund entsperren, speichert Latchkey die Anmeldung.',
  },
  crash: {
    message: 'Das Fenster ist innerhalb einer Minute viermal abgestürzt.',
    detail:
      'Ihre Anmeldung und die Nachrichten, die auf das Senden warten, sind nicht betroffen. Laden Sie das Fenster neu, oder beenden Sie Latchkey und starten Sie es erneut.',
    reload: 'Neu laden',
    quit: 'Beenden',
  },
  connect: 'Verbinden',
  connectTo: (hosts) => `Mit ${hosts.map((host) => `„${host}“`).join(' und ')} verbinden?`,
  connectDetail: (count) =>
    plural(count, {
      one: 'Latchkey hat diese Adresse noch nie verwendet. Es sendet dorthin die Benutzer-IDs, Passwörter und Nachrichten, die Sie eingeben. Verbinden Sie sich nur, wenn Sie die Adresse von Ihrem Team haben.',
      other:
        'Latchkey hat diese Adressen noch nie verwendet. Es sendet dorthin die Benutzer-IDs, Passwörter und Nachrichten, die Sie eingeben. Verbinden Sie sich nur, wenn Sie die Adressen von Ihrem Team haben.',
    }),
  open: 'Öffnen',
  openInBrowser: (host) => `„${host}“ in Ihrem Browser öffnen?`,
  turnOn: 'Einschalten',
  turnDeveloperModeOn: 'Entwicklermodus einschalten?',
  developerModeDetail:
    'Er ist für Personen gedacht, die Chat-Apps entwickeln oder testen. Er meldet mit dem API-Secret einer App an, kopiert Token in die Zwischenablage und sendet Testanfragen an Token-Dienste. Schalten Sie ihn nur ein, wenn Sie das brauchen.',
  exportTimeline: 'Zeitleiste exportieren',
}

const stayed = 'Wenn Sie bleiben, sendet Latchkey so bald wie möglich.'

function lost(count: number): string {
  const fate = plural(count, { one: 'geht sie verloren', other: 'gehen sie verloren' })
  return `${fate}. ${stayed}`
}
