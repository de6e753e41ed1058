import type { Texts } from '../en.ts'

export const workspaces: Texts['workspaces'] = {
  remove: (name) => `Arbeitsbereich „${name}“ entfernen?`,
  noSignIn: 'Auf diesem Computer ist dafür keine Anmeldung gespeichert.',
  signIns: (count) =>
    count === 1
      ? 'Seine gespeicherte Anmeldung wird von diesem Computer gelöscht, mit Entwürfen und gespeicherten Nachrichten.'
      : `Seine ${count} gespeicherten Anmeldungen werden von diesem Computer gelöscht, mit Entwürfen und gespeicherten Nachrichten.`,
  unsentMessages: (count) =>
    count === 1
      ? '1 nicht gesendete Nachricht geht verloren.'
      : `${count} nicht gesendete Nachrichten gehen verloren.`,
  cancel: 'Abbrechen',
  removeIt: 'Entfernen',
  chooseFile: 'Arbeitsbereich-Datei wählen',
  workspaceFiles: 'Arbeitsbereich-Datei',
  allFiles: 'Alle Dateien',
  singleSignOnSandbox: 'Sandbox mit Single Sign-on',
  onThisComputer: 'auf diesem Computer',
  sandboxHost: 'der Sandbox',
}
