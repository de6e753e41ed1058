import type { ErrorCode, Field } from '../../../preload/contract.ts'
import type { Texts } from '../en.ts'

const codes: Record<ErrorCode, string> = {
  aborted: 'Vor dem Ende abgebrochen. Versuchen Sie es erneut.',
  accessTokenRefused:
    'Der Token-Dienst hat die Anmeldung Ihres Identitätsanbieters abgelehnt. Wenden Sie sich an Ihren Administrator.',
  addressWrong:
    'Unter dieser Adresse antwortet kein Chat-Server. Prüfen Sie die Server-URL in den Einstellungen.',
  appSuspended:
    'Diese Chat-App ist gesperrt. Wenden Sie sich an ihren Administrator. Latchkey versucht es alle paar Minuten erneut.',
  authenticationFailed: 'Der Chat-Server hat diese Anmeldung abgelehnt.',
  badAnswer:
    'Der Server hat eine ungültige Antwort gesendet. Prüfen Sie Ihre Verbindung oder versuchen Sie es später erneut.',
  badInput: 'Diese Eingabe ist ungültig. Prüfen Sie, was Sie eingegeben haben.',
  browserMissing:
    'Ihr Browser konnte nicht geöffnet werden. Wählen Sie in den Systemeinstellungen einen Standardbrowser und versuchen Sie es erneut.',
  browserTimeout:
    'Sie haben die Anmeldung nicht innerhalb von 5 Minuten abgeschlossen. Versuchen Sie es erneut.',
  certificateExpired:
    'Das Zertifikat des Servers ist abgelaufen oder noch nicht gültig. Prüfen Sie die Uhr dieses Computers oder wenden Sie sich an den Administrator des Servers.',
  certificateRefused:
    'Dieser Computer vertraut dem Zertifikat des Servers nicht. Prüfen Sie die Uhr dieses Computers oder wenden Sie sich an den Administrator des Servers.',
  certificateWrongName:
    'Das Zertifikat des Servers gilt für einen anderen Hostnamen. Prüfen Sie die Server-URL oder wenden Sie sich an den Administrator des Servers.',
  clientCertificateNeeded:
    'Der Server verlangt ein Client-Zertifikat, das Latchkey nicht unterstützt. Wenden Sie sich an den Administrator des Servers.',
  codeRefused:
    'Der Identitätsanbieter akzeptiert die Antwort Ihres Browsers nicht mehr. Versuchen Sie es erneut.',
  credentialsRefused: 'Die Benutzer-ID oder das Passwort ist falsch.',
  credentialUnusable:
    'Der Token-Dienst hat unbrauchbare Anmeldedaten für die Erneuerung ausgestellt. Wenden Sie sich an seinen Administrator.',
  deadline: 'Das hat zu lange gedauert. Versuchen Sie es erneut.',
  developmentTokenRefused:
    'Die Anmeldeprüfung dieser App ist eingeschaltet, daher lehnt sie Entwicklungstoken ab. Schalten Sie „Disable Auth Checks“ in ihrem Dashboard ein (für die Sandbox: Entwicklerwerkzeuge, Sandbox) oder melden Sie sich mit einem signierten Token an.',
  fileUnusable:
    'Diese Datei kann nicht verwendet werden. Wählen Sie die Arbeitsbereichsdatei, die Sie von Ihrem Team erhalten haben.',
  fileUnwritable:
    'Die Datei konnte nicht gespeichert werden. Wählen Sie einen anderen Ordner oder schaffen Sie freien Speicherplatz.',
  guestEnded: 'Die Sitzung dieses Gasts ist beendet. Fahren Sie als neuer Gast fort.',
  headersTooLarge:
    'Die Anfrage ist zu lang für den Server. Verwenden Sie ein kürzeres Token oder einen kürzeren Benutzernamen oder wenden Sie sich an den Administrator des Servers.',
  idTokenInvalid:
    'Die Antwort des Identitätsanbieters ist für diese Anmeldung ungültig. Versuchen Sie es erneut oder wenden Sie sich an Ihren Administrator.',
  internal:
    'In Latchkey ist ein Fehler aufgetreten. Versuchen Sie es erneut oder starten Sie Latchkey neu.',
  issuerMismatch:
    'Ein anderer Identitätsanbieter als der dieses Arbeitsbereichs hat geantwortet. Wenden Sie sich an Ihren Administrator.',
  keychainLocked: 'Der Schlüsselbund ist gesperrt. Entsperren Sie ihn und versuchen Sie es erneut.',
  keychainUnavailable: 'Der Schlüsselbund ist nicht verfügbar.',
  lifetimeNegative:
    'Die Gültigkeitsdauer darf nicht negativ sein. Geben Sie eine Anzahl von Sekunden ein oder lassen Sie das Feld leer, damit das Token nie abläuft.',
  lifetimeNotWhole:
    'Geben Sie die Gültigkeitsdauer als ganze Zahl von Sekunden ein, etwa 3600 für eine Stunde.',
  lifetimeTooLong:
    'Die Gültigkeitsdauer darf höchstens ein Jahr betragen. Geben Sie höchstens 31536000 ein oder lassen Sie das Feld leer, damit das Token nie abläuft.',
  lifetimeZero: 'Die Gültigkeitsdauer muss mindestens 1 Sekunde betragen.',
  listenerFailed:
    'Latchkey konnte auf diesem Computer keinen Port öffnen, daher kann Ihr Browser nicht antworten. Prüfen Sie Ihre Sicherheitssoftware und versuchen Sie es erneut.',
  messageTooLong:
    'Die Nachricht ist zu lang für diesen Server. Kürzen Sie sie und senden Sie sie erneut.',
  network:
    'Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
  notAllowed: 'Dazu sind Sie nicht berechtigt.',
  notFound: 'Das existiert nicht mehr.',
  notSignedIn: 'Sie sind nicht angemeldet.',
  otherPerson:
    'Sie haben sich als ein anderer Benutzer angemeldet. Melden Sie sich als der Benutzer dieses Kontos an oder wechseln Sie das Konto.',
  payloadTooLarge: 'Das ist zu groß für den Server. Kürzen Sie es und senden Sie es erneut.',
  providerRefused:
    'Der Identitätsanbieter hat die Anmeldung abgelehnt. Wenden Sie sich an Ihren Administrator.',
  proxyAuthUnsupported:
    'Der Proxy verlangt ein Anmeldeverfahren, das Latchkey für den Chat nicht unterstützt. Bitten Sie den Administrator des Proxys um Benutzernamen und Passwort (Basic).',
  proxyDenied:
    'Der Proxy blockiert die Verbindung zum Server. Wenden Sie sich an den Administrator des Proxys.',
  proxyRefused:
    'Der Proxy verlangt Benutzernamen und Passwort. Versuchen Sie es erneut, um sie einzugeben.',
  proxyUnreachable:
    'Der Proxy ist nicht erreichbar. Prüfen Sie Ihre Verbindung und die Proxy-Einstellungen Ihres Systems.',
  queueFull: 'Zu viele Anfragen warten. Versuchen Sie es gleich noch einmal.',
  rateLimited: 'Zu viele Anfragen. Versuchen Sie es in einer Minute erneut.',
  redirected:
    'Der Server leitet an eine andere Adresse weiter. Prüfen Sie die Server-URL oder melden Sie sich zuerst im Browser bei diesem Netzwerk an.',
  refreshTokenMissing:
    'Ihr Identitätsanbieter hat kein Refresh-Token ausgestellt, daher endete diese Anmeldung mit ihrem Token. Melden Sie sich erneut an.',
  renewalRefused: 'Der Token-Dienst akzeptiert diese Anmeldung nicht mehr.',
  requestRefused: 'Der Server hat diese Anfrage abgelehnt.',
  sandboxFailed: 'Die Sandbox ist nicht gestartet. Beenden Sie Latchkey und starten Sie es erneut.',
  secretMissing:
    'Der Schlüsselbund hat kein Token für dieses Konto. Versuchen Sie es erneut oder melden Sie sich erneut an.',
  serverError: 'Der Server hat ein Problem. Versuchen Sie es später erneut.',
  signedOut: 'Sie wurden abgemeldet, bevor dies fertig war.',
  signInDenied:
    'Die Anmeldung wurde im Browser abgelehnt. Versuchen Sie es erneut, um sie zu erlauben.',
  singleSignOnEnded:
    'Ihr Identitätsanbieter hat diese Anmeldung beendet. Melden Sie sich mit Ihrem Browser erneut an.',
  singleSignOnMissing:
    'Dieser Arbeitsbereich hat kein Single Sign-on. Verwenden Sie ein anderes Anmeldeverfahren.',
  slowMode:
    'Dieser Kanal ist im Langsam-Modus. Warten Sie einen Moment, bevor Sie eine weitere Nachricht senden.',
  systemRefused:
    'Das System hat diese Änderung abgelehnt. Erlauben Sie Latchkey in den Systemeinstellungen, beim Anmelden zu starten, und versuchen Sie es erneut.',
  timeout: 'Der Server hat nicht rechtzeitig geantwortet. Versuchen Sie es erneut.',
  tlsFailed:
    'Eine sichere Verbindung zum Server ist fehlgeschlagen (TLS). Wenden Sie sich an den Administrator des Servers.',
  tokenAlgorithmWrong:
    'Dieses Token verwendet einen anderen Signaturalgorithmus. Chat-Token verwenden HS256 mit dem API-Secret der App.',
  tokenExpired: 'Das Token ist abgelaufen. Verwenden Sie ein neues.',
  tokenMalformed:
    'Das ist kein Chat-Token. Kopieren Sie es vollständig: drei Teile, getrennt durch zwei Punkte.',
  tokenNotYetValid:
    'Das Token ist noch nicht gültig. Prüfen Sie die Uhren dieses Computers und des Token-Dienstes.',
  tokenRejected: 'Der Chat-Server hat das Token abgelehnt.',
  tokenServiceMissing:
    'Dieser Arbeitsbereich hat keinen Token-Dienst. Verwenden Sie stattdessen ein Token.',
  tokenServiceWrong:
    'Unter dieser Adresse antwortet kein Token-Dienst. Prüfen Sie die URL des Token-Dienstes.',
  tokenSignatureInvalid: 'Die Signatur des Tokens ist für diesen Arbeitsbereich ungültig.',
  tokenUnsigned:
    'Dieses Token ist nicht signiert (Algorithmus „none“), daher lehnen Chat-Server es ab. Verwenden Sie ein mit HS256 signiertes Token.',
  tokenUsedBeforeIssued:
    'Das Token wurde in der Zukunft ausgestellt. Prüfen Sie die Uhren dieses Computers und des Token-Dienstes.',
  tokenUserMissing: 'Dieses Token nennt keinen Benutzer. Es braucht den Claim user_id.',
  tokenUserNotText:
    'user_id muss eine Zeichenkette sein. Stellen Sie ein Token mit user_id in Anführungszeichen aus.',
  userIdControls:
    'Diese Benutzer-ID enthält unsichtbare Zeichen. Tippen Sie sie, statt sie einzufügen.',
  userIdSpaces:
    'Eine Benutzer-ID darf keine Leerzeichen enthalten. Verwenden Sie einen Bindestrich oder Unterstrich.',
  userIdTooLong: 'Diese Benutzer-ID ist zu lang. Verwenden Sie höchstens 255 Zeichen.',
  userMismatch: 'Das Token gehört einem anderen Benutzer.',
  userNameTaken: 'Dieser Name ist vergeben. Wählen Sie einen anderen.',
  workspaceExists:
    'Diesen Arbeitsbereich gibt es bereits. Um seinen Token-Dienst zu ändern, bearbeiten Sie ihn in den Einstellungen.',
  workspaceInvalid:
    'Der Chat-Server kennt diesen Arbeitsbereich nicht. Prüfen Sie den API-Schlüssel.',
  workspaceMoved:
    'Die Adresse dieses Arbeitsbereichs hat sich geändert. Melden Sie sich erneut an, wenn Sie der neuen Adresse vertrauen.',
}

const required: Record<Field, string> = {
  userId: 'Geben Sie Ihre Benutzer-ID ein.',
  password: 'Geben Sie Ihr Passwort ein.',
  token: 'Fügen Sie Ihr Token ein.',
  displayName: 'Geben Sie einen Anzeigenamen ein.',
  message: 'Schreiben Sie eine Nachricht.',
  workspaceName: 'Geben Sie einen Namen für den Arbeitsbereich ein.',
  apiKey: 'Geben Sie den API-Schlüssel ein.',
  serverUrl: 'Geben Sie die URL des Chat-Servers ein.',
  tokenServiceUrl: 'Geben Sie die URL des Token-Dienstes ein.',
  issuer: 'Geben Sie die URL des Identitätsanbieters ein.',
  clientId: 'Geben Sie die Client-ID ein, die der Identitätsanbieter für Latchkey hat.',
  scopes: 'Geben Sie die Scopes ein.',
  secret: 'Geben Sie das API-Secret der App ein.',
  lifetime: 'Geben Sie eine Anzahl von Sekunden ein.',
  proxyUsername: 'Geben Sie Ihren Benutzernamen für den Proxy ein.',
  proxyPassword: 'Geben Sie Ihr Passwort für den Proxy ein.',
}

const invalid: Record<Field, string> = {
  userId: 'Diese Benutzer-ID ist ungültig. Prüfen Sie sie auf Leerzeichen und Tippfehler.',
  password: 'Dieses Passwort ist ungültig.',
  token: codes.tokenMalformed,
  displayName: 'Dieser Name ist ungültig. Wählen Sie einen anderen.',
  message: 'Diese Nachricht ist ungültig.',
  workspaceName: 'Dieser Name ist ungültig. Wählen Sie einen anderen.',
  apiKey: 'Das ist kein API-Schlüssel. Kopieren Sie ihn aus dem Dashboard.',
  serverUrl: 'Geben Sie eine vollständige URL ein, die mit https:// beginnt',
  tokenServiceUrl: 'Geben Sie eine vollständige URL ein, die mit https:// beginnt',
  issuer:
    'Geben Sie den Issuer als vollständige URL ein, die mit https:// beginnt, ohne Fragezeichen',
  clientId: 'Diese Client-ID ist ungültig.',
  scopes: 'Trennen Sie Scopes mit Leerzeichen, ohne Anführungszeichen und umgekehrte Schrägstriche',
  secret: 'Das ist kein API-Secret. Kopieren Sie es aus dem Dashboard.',
  lifetime: codes.lifetimeNotWhole,
  proxyUsername: 'Der Proxy hat Benutzernamen und Passwort abgelehnt.',
  proxyPassword: 'Der Proxy hat Benutzernamen und Passwort abgelehnt.',
}

export const errors: Texts['errors'] = {
  codes,
  required,
  invalid,
  accessTokenRefused: (text) =>
    `Der Token-Dienst hat die Anmeldung Ihres Identitätsanbieters abgelehnt: „${text}“`,
  otherPerson: (user, wantedUser) =>
    `Sie haben sich als ${user} angemeldet, aber dieses Konto gehört ${wantedUser}. Melden Sie sich als ${wantedUser} an oder wechseln Sie das Konto.`,
  providerRefused: (text) => `Der Identitätsanbieter hat die Anmeldung abgelehnt: „${text}“`,
  proxyDenied: (proxy, host) => `Der Proxy ${proxy} blockiert die Verbindung zu ${host}.`,
  proxyUnreachable: (proxy) =>
    `Der Proxy ${proxy} ist nicht erreichbar. Prüfen Sie Ihre Verbindung und die Proxy-Einstellungen Ihres Systems.`,
  proxyAuthUnsupported: (method) =>
    `Der Proxy verlangt ein Anmeldeverfahren (${method}), das Latchkey für den Chat nicht unterstützt.`,
  fileUnusable: (reason) => `Diese Datei kann nicht verwendet werden: ${reason}.`,
  redirected: (host, address) =>
    `${host} leitet an ${address} weiter. Prüfen Sie die Server-URL oder melden Sie sich zuerst im Browser bei diesem Netzwerk an.`,
  requestRefused: (text) => `Der Server hat diese Anfrage abgelehnt: „${text}“`,
  userMismatchAtUserId:
    'Das Token gehört einem anderen Benutzer. Lassen Sie dieses Feld leer, um sich als dieser anzumelden.',
  secretOfAnotherApp:
    'Dieses API-Secret gehört zu einer anderen App: Der Chat-Server lehnt das damit signierte Token ab. Kopieren Sie das Secret, das zum API-Schlüssel dieses Arbeitsbereichs gehört.',
  linkedChannelMissing:
    'Den Kanal in diesem Link gibt es nicht, oder Sie haben keinen Zugriff darauf.',
  notSent: (reason) => `Nicht gesendet. ${reason}`,
}
