import type { WorkspacesTexts } from '../en/workspaces.ts'

export const workspaces: WorkspacesTexts = {
  title: 'Arbeitsbereiche',
  inUse:
    'Sie sind angemeldet. Um einen anderen Arbeitsbereich zu wählen oder diesen zu ändern, melden Sie sich zuerst ab oder wechseln Sie das Konto.',
  fixed: 'Aus der Konfigurationsdatei',
  edit: (name) => `${name} bearbeiten`,
  remove: (name) => `${name} entfernen`,
  moveUp: (name) => `${name} nach oben`,
  moveDown: (name) => `${name} nach unten`,
  fromFile: 'Aus einer Datei ausfüllen…',
  name: 'Name',
  apiKey: 'API-Schlüssel',
  serverUrl: 'Server-URL',
  tokenServiceUrl: 'URL des Token-Dienstes',
  optional: 'Optional',
  requires: 'Der Token-Dienst verlangt',
  signIn: {
    password: 'Benutzer-ID und Passwort',
    none: 'Nur die Benutzer-ID',
    oidc: 'Single Sign-on im Browser',
  },
  issuer: 'URL des Identitätsanbieters (Issuer)',
  clientId: 'Client-ID',
  scopes: 'Scopes',
  usualScopes: 'openid offline_access',
  isTold: 'Die Anmeldung dort beenden, wenn ich mich abmelde',
  otherAddress:
    'Damit wird es ein anderer Arbeitsbereich. Anmeldungen, die für die alte Adresse gespeichert sind, werden hier nicht verwendet. Sie finden sie unter „Weitere gespeicherte Anmeldungen“.',
  otherService:
    'Anmeldungen, die mit dem alten Token-Dienst gespeichert sind, werden nicht an den neuen gesendet. Alle melden sich neu an.',
  otherIssuer:
    'Anmeldungen, die mit dem alten Identitätsanbieter gespeichert sind, werden nicht an den neuen gesendet. Alle melden sich neu an.',
  add: 'Arbeitsbereich hinzufügen',
  adding: 'Wird hinzugefügt…',
  addAnyway: 'Trotzdem hinzufügen',
  save: 'Änderungen speichern',
  saving: 'Wird gespeichert…',
  saveAnyway: 'Trotzdem speichern',
  test: 'Testen',
  cancel: 'Abbrechen',
  results: 'Testergebnisse',
  passed: {
    reachable: 'Der Chat-Server antwortet.',
    tls: 'Die Verbindung ist verschlüsselt, und dieser Computer vertraut dem Zertifikat.',
    apiKey: 'Der Chat-Server nimmt den API-Schlüssel an.',
    tokenService: 'Der Token-Dienst antwortet.',
  },
  notTested: {
    reachable: 'Die Verbindung wurde nicht getestet.',
    tls: 'Die Verschlüsselung wurde nicht getestet.',
    apiKey: 'Der API-Schlüssel wurde nicht getestet.',
    tokenService: 'Der Token-Dienst wurde nicht getestet.',
  },
  notEncrypted:
    'Die Verbindung ist nicht verschlüsselt. Das ist nur bei einem Server auf diesem Computer sicher.',
}
