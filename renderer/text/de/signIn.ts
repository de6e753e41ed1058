import type { Texts } from '../en.ts'

export const signIn: Texts['signIn'] = {
  title: (workspace) => `Anmelden bei ${workspace}`,
  methods: 'Anmeldeverfahren',
  settings: 'Einstellungen',
  tabs: { signIn: 'Anmelden', guest: 'Gast', anonymous: 'Anonym', developer: 'Entwickler' },
  serviceAuth: { password: 'Benutzer-ID und Passwort', none: 'Nur Benutzer-ID' },
  userId: 'Benutzer-ID',
  password: 'Passwort',
  passwordGoesTo: (host) => `Ihr Passwort geht an ${host}`,
  keepSignedIn: 'Angemeldet bleiben',
  submit: 'Anmelden',
  busy: 'Anmeldung läuft …',
  connecting: 'Verbindung wird hergestellt …',
  optional: 'Optional',
  useToken: 'Stattdessen ein Token verwenden',
  usePassword: 'Stattdessen ein Passwort verwenden',
  token: 'Token',
  readFromToken: 'Aus dem Token gelesen',
  submitToken: 'Mit Token anmelden',
  aboutGuests:
    'Ein Gast hat einen Namen, aber kein Konto. Gäste können Livestreams lesen und dort schreiben, wo der Arbeitsbereich es erlaubt. Ihr Token wird nicht erneuert: Wenn es abläuft, fahren Sie als neuer Gast fort.',
  displayName: 'Anzeigename',
  submitGuest: 'Als Gast fortfahren',
  aboutAnonymous:
    'Ohne Anmeldung können Sie Livestreams lesen, aber nicht schreiben. Andere Benutzer sehen Sie nicht. Auf diesem Computer wird nichts gespeichert.',
  submitAnonymous: 'Ohne Anmeldung fortfahren',
  sandboxUsers: 'Benutzer der Sandbox',
  fillIn: (userId) => `${userId} eintragen`,
  workspace: 'Arbeitsbereich',
  close: 'Schließen',
  remembered: 'Gemerkte Konten',
}
