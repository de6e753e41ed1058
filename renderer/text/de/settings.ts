import type { SettingsTexts } from '../en/settings.ts'

export const settings: SettingsTexts = {
  title: 'Einstellungen',
  done: 'Fertig',
  notifications: {
    title: 'Mitteilungen',
    about:
      'Werden angezeigt, während Sie ein anderes Fenster verwenden. Stumm, solange „Nicht stören“ eingeschaltet ist.',
    messages: 'Neue Nachrichten',
    messagesNote: 'Zeigt den Absender und den Anfang der Nachricht.',
    signIn: 'Erneut anmelden',
    signInNote: 'Wenn Ihre Sitzung endet und Sie sich erneut anmelden müssen.',
  },
  otherSignIns: {
    title: 'Weitere gespeicherte Anmeldungen',
    about:
      'Auf diesem Computer für Arbeitsbereiche gespeichert, die entfernt wurden oder umgezogen sind.',
    deleting: 'Wird gelöscht …',
    forget: 'Vergessen',
    forgetName: (name) => `${name} vergessen`,
  },
  about: {
    title: 'Info',
    app: (version) => `Latchkey ${version}`,
    runsOn: ({ electron, chromium, node }) =>
      `Electron ${electron}, Chromium ${chromium}, Node ${node}`,
    licence: (name) => `${name}-Lizenz`,
    licences: 'Lizenzen',
    noLicences: 'Dieser Build enthält keine Liste der Lizenzen.',
  },
  general: {
    title: 'Allgemein',
    appearance: 'Darstellung',
    themes: { system: 'System', light: 'Hell', dark: 'Dunkel' },
    language: 'Sprache',
    systemLanguage: 'System',
    keepWindow: 'Fensterposition merken',
    keepWindowNote: 'Öffnet das Fenster in der letzten Größe und Position.',
    saveChats: 'Offline lesen',
    saveChatsNote:
      'Speichert Ihre neuesten Kanäle und Nachrichten auf diesem Computer, verschlüsselt mit einem Schlüssel im Schlüsselbund, damit Sie sie ohne Verbindung lesen können.',
    launchAtLogin: 'Beim Anmelden am Computer starten',
    launchAtLoginNote: 'Latchkey startet, wenn Sie sich an diesem Computer anmelden.',
    tray: 'Im Infobereich anzeigen',
    trayNote: 'Zeigt den Verbindungsstatus; Sie können sich dort auch abmelden.',
    closeToTray: 'In den Infobereich schließen',
    closeToTrayNote:
      'Latchkey läuft weiter, wenn Sie das Fenster schließen. Wenn Ihr Desktop kein Symbol im Infobereich zeigt, starten Sie Latchkey erneut, um das Fenster zu öffnen.',
    closeToTrayNeedsTray: 'Benötigt das Symbol im Infobereich.',
    startHidden: 'Im Infobereich starten',
    startHiddenNote:
      'Wenn Latchkey beim Anmelden am Computer startet, öffnet es kein Fenster. Zeigt Ihr Desktop kein Symbol im Infobereich, öffnet sich das Fenster.',
    startHiddenNeeds: 'Benötigt den Start beim Anmelden und das Symbol im Infobereich.',
  },
  developers: {
    title: 'Entwickler',
    developerMode: 'Entwicklermodus',
    developerModeNote:
      'Entwicklungstoken und Werkzeuge zum Testen eines Backends. Nicht für den Produktivbetrieb.',
    logLevel: 'Protokollstufe',
    logLevels: { error: 'Fehler', warn: 'Warnungen', info: 'Info', debug: 'Debug' },
    logNote: 'Das Protokoll enthält nie Token oder Passwörter.',
    showLog: 'Protokoll anzeigen',
  },
  fixedBecause: {
    launchAtLogin: 'Nur ein installiertes Latchkey kann beim Anmelden starten.',
    developerMode: 'In einem Entwicklungs-Build oder durch die Konfiguration immer eingeschaltet.',
    logLevel: 'Durch die Umgebungsvariable LATCHKEY_LOG festgelegt.',
  },
}
