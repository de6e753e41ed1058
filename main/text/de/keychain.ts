import type { Texts } from '../en.ts'

export const keychain: Texts['keychain'] = {
  names: {
    mac: 'macOS-Schlüsselbund',
    windows: 'Windows-Anmeldeinformationsverwaltung',
    linux: 'Schlüsselbund des Systems',
  },
  unlock: {
    mac: 'Öffnen Sie die Schlüsselbundverwaltung und entsperren Sie den Schlüsselbund „Anmeldung“.',
    windows: 'Melden Sie sich erneut bei Windows an.',
    keePassXc: 'Entsperren Sie die Datenbank in KeePassXC.',
    kde: 'Öffnen Sie die digitale Brieftasche in KWalletManager.',
    linux:
      'Entsperren Sie den Schlüsselbund „Anmeldung“, zum Beispiel in „Passwörter und Verschlüsselung“.',
  },
  remedies: {
    answerPrompt:
      'Beantworten Sie die Abfrage zum Entsperren, falls es eine gibt, und prüfen Sie erneut.',
    allow: 'Erlauben Sie Latchkey in den Einstellungen Ihres Schlüsselbunds und prüfen Sie erneut.',
    allowIn: (program) =>
      `Erlauben Sie Latchkey in den Einstellungen von ${program} und prüfen Sie erneut.`,
    checkMac:
      'Öffnen Sie die Schlüsselbundverwaltung und prüfen Sie, ob es den Schlüsselbund „Anmeldung“ gibt.',
    checkWindows: 'Prüfen Sie, ob der Dienst „Anmeldeinformationsverwaltung“ läuft.',
    createWallet: 'Legen Sie in KWalletManager eine Brieftasche an und prüfen Sie erneut.',
    createKeyring:
      'Legen Sie in „Passwörter und Verschlüsselung“ einen Schlüsselbund namens „Login“ an und prüfen Sie erneut.',
    openKeePassXc:
      'Öffnen Sie in KeePassXC eine Datenbank, geben Sie eine ihrer Gruppen frei und prüfen Sie erneut.',
    openDatabase:
      'Öffnen Sie in Ihrem Passwortmanager, etwa KeePassXC, eine Datenbank, geben Sie eine ihrer Gruppen frei und prüfen Sie erneut.',
    startKWallet:
      'Starten Sie KWalletManager oder schalten Sie KWallet in den Systemeinstellungen ein und prüfen Sie erneut.',
    installKeyring:
      'Installieren und starten Sie einen Schlüsselbund wie GNOME Keyring oder KWallet.',
    startFromDesktop: 'Starten Sie Latchkey in einer Desktop-Sitzung.',
    installLibrary:
      'Installieren Sie libsecret (Paket libsecret-1-0) und starten Sie Latchkey erneut.',
    check: 'Prüfen Sie Ihren Schlüsselbund und versuchen Sie es erneut.',
  },
  reasons: {
    noAnswer: 'Der Schlüsselbund antwortet nicht.',
    crashed: 'Der Prozess des Schlüsselbunds ist abgestürzt.',
    denied: 'Der Schlüsselbund verweigert Latchkey den Zugriff.',
    notRunning: 'Es läuft kein Schlüsselbund.',
    notStarting: 'Der Schlüsselbund startet nicht.',
    noLogin: 'Es gibt noch keinen Schlüsselbund „Login“.',
    noDatabase: 'Kein Schlüsselbund und keine Datenbank ist geöffnet.',
    noBus: 'Es gibt keinen Sitzungsbus, daher ist kein Schlüsselbund erreichbar.',
    noLibrary: 'Die Bibliothek für den Schlüsselbund fehlt.',
  },
  reported: (message) => `Der Schlüsselbund hat einen Fehler gemeldet: „${message}“.`,
}
