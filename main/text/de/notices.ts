import type { Texts } from '../en.ts'

export const notices: Texts['notices'] = {
  restored: (kept) =>
    `Die Einstellungen konnten nicht gelesen werden, daher hat Latchkey die zuletzt gespeicherten wiederhergestellt.${kept} Sie müssen nichts tun.`,
  recovered: (kept) =>
    `Die Einstellungen waren beschädigt, und Latchkey hat den lesbaren Teil gerettet.${kept} Wenn ein Konto fehlt, melden Sie sich dort erneut an.`,
  lost: (kept) =>
    `Die Einstellungen konnten nicht gelesen werden, und es gab keine brauchbare Sicherung. Latchkey beginnt daher mit neuen.${kept} Melden Sie sich erneut an.`,
  kept: (file) => ` Die alte Datei wurde als ${file} gespeichert.`,
  newer:
    'Die Einstellungen stammen von einer neueren Version von Latchkey und bleiben unverändert. Änderungen gehen beim Beenden verloren. Installieren Sie die neuere Version, um sie zu ändern.',
  unwritable: (reason, remedy) =>
    `${reason} Latchkey läuft weiter, verliert aber Änderungen und neue Anmeldungen beim Beenden. ${remedy}`,
  diskFull: 'Der Datenträger ist voll, daher können die Einstellungen nicht gespeichert werden.',
  freeSpace:
    'Schaffen Sie freien Speicherplatz. Latchkey speichert sie dann mit der nächsten Änderung.',
  folderUnwritable: (folder, code) =>
    `Die Einstellungen können nicht in ${folder} gespeichert werden (${code}).`,
  allowFolder: 'Erlauben Sie Latchkey, in diesen Ordner zu schreiben, und starten Sie es erneut.',
  unexpectedError:
    'In Latchkey ist ein unerwarteter Fehler aufgetreten; es läuft weiter. Wenn sich etwas merkwürdig verhält, starten Sie es erneut. Einzelheiten finden Sie unter Hilfe, Protokoll anzeigen.',
}
