import type { Texts } from '../en.ts'

export const about: Texts['about'] = {
  terms: 'Copyright © Die Latchkey-Autoren (The Latchkey authors). MIT-Lizenz.',
  startFailed: (folder) =>
    `Latchkey kann wegen eines eigenen Fehlers nicht starten. Versuchen Sie es erneut; wenn das nicht hilft, senden Sie das Protokoll in ${folder} an Ihr Team.`,
}
