import type { Texts } from '../en.ts'

export const link: Texts['link'] = {
  notFound: 'Arbeitsbereich nicht gefunden',
  unknown: 'Latchkey hat den Arbeitsbereich in diesem Link nicht. Es wurde nichts geöffnet.',
  unknownNamed: (workspace) =>
    `Latchkey hat keinen Arbeitsbereich namens „${workspace}“. Es wurde nichts geöffnet.`,
  switchWorkspace: 'Arbeitsbereich wechseln?',
  openChannel: 'Kanal öffnen?',
  opens: (workspace, host) => `Dieser Link öffnet ${workspace} (${host}).`,
  opensChannel: (channel, workspace, host) =>
    `Dieser Link öffnet den Kanal ${channel} in ${workspace} (${host}).`,
  willSwitch: 'Latchkey wechselt den Arbeitsbereich und bittet Sie, sich anzumelden.',
  willSignIn: 'Sie werden zuerst gebeten, sich anzumelden.',
  staysSaved: (workspace, account) =>
    `Ihre Anmeldung bei ${workspace} als ${account} bleibt gespeichert.`,
  willEnd: (workspace) => `Ihre Anmeldung bei ${workspace} ist nicht gespeichert und endet.`,
  open: 'Öffnen',
  notNow: 'Nicht jetzt',
  close: 'Schließen',
}
