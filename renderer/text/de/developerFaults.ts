import type { DeveloperTexts } from '../en/developer.ts'

export const faults: DeveloperTexts['faults'] = {
  title: 'Störungen',
  onlyInSandbox: (workspace) =>
    `Störungen wirken nur in der Sandbox, und ${workspace} ist ein anderer Arbeitsbereich. Melden Sie sich ab und wählen Sie unten auf dem Anmeldebildschirm die Sandbox.`,
  allAtDefaults: 'Keine geändert',
  changedCount: (count) => `${count} geändert`,
  resetAll: 'Alle zurücksetzen',
  takesEffect: 'Änderungen wirken sofort und gelten, bis die Sandbox endet.',
  changed: 'Geändert',
  default: (value) => `Standard: ${value}`,
  on: 'ein',
  off: 'aus',
  units: { s: 's', ms: 'ms', perMinute: 'pro min' },
  wholeNumber: (min, max) => `Geben Sie eine ganze Zahl von ${min} bis ${max} ein.`,
  actions: {
    title: 'Aktionen',
    expire: 'Dieses Token jetzt ablaufen lassen',
    revoke: 'Dieses Token widerrufen',
    cut: 'Sockets trennen',
    signedOut:
      'Sie sind nicht angemeldet, daher gibt es kein Token, das ablaufen oder widerrufen werden kann.',
    signingIn:
      'Sie sind noch nicht angemeldet, daher gibt es kein Token, das ablaufen oder widerrufen werden kann.',
    needsSignIn: 'Die Sitzung ist beendet. Melden Sie sich erneut an, um ein Token zu erhalten.',
    anonymous: 'Anonyme Besucher haben kein Token.',
    unsigned:
      'Ein Entwicklungstoken ist nicht signiert, daher kann es nicht ablaufen oder widerrufen werden.',
    done: {
      expire: 'Das Token ist abgelaufen. Die App bemerkt es sofort und erneuert es, wenn sie kann.',
      revoke: 'Das Token ist widerrufen. Die App bemerkt es sofort und erneuert es, wenn sie kann.',
      cut: 'Die Sockets sind getrennt. Die App verbindet sich neu.',
      reset: 'Alle Störungen sind zurückgesetzt.',
    },
  },
  groups: {
    token: 'Token',
    tokenService: 'Token-Dienst',
    chatServer: 'Chat-Server',
    limits: 'Grenzen',
    network: 'Sockets und Netzwerk',
    clocks: 'Uhren',
    app: 'App',
  },
  lists: {
    tokenService: 'Der Token-Dienst',
    chat: 'Der Chat-Server',
    refuseWith: 'Abgelehnte Anfragen',
    moderation: 'Moderation',
    sockets: 'Sockets',
  },
  tokenLifeSeconds: {
    label: 'Gültigkeitsdauer der Token',
    description:
      'Gilt für Token, die ab jetzt ausgestellt werden. Negativ: Token sind bei der Ausstellung abgelaufen.',
  },
  neverExpire: {
    label: 'Token laufen nie ab',
    description: 'Token, die ab jetzt ausgestellt werden, haben kein exp.',
  },
  tokenNotBeforeSeconds: {
    label: 'Gültig nach',
    description: 'Zeit von der Ausstellung, bis ein Token gültig wird (nbf). 0: sofort.',
  },
  tokenServiceDelayMs: {
    label: 'Verzögerung des Token-Dienstes',
    description: 'Verzögerung jeder Antwort. Die App wartet höchstens 10 s.',
  },
  chatDelayMs: {
    label: 'Verzögerung des Chat-Servers',
    description: 'Verzögerung jeder Antwort.',
  },
  retryAfterSeconds: {
    label: 'Retry-After',
    description: 'Die Pause, um die Antworten mit 429 und 503 bitten, auch die des Token-Dienstes.',
  },
  userRateLimit: {
    label: 'Ratenbegrenzung eines Benutzers',
    description:
      'Anfragen pro Minute für jeden Benutzer und Endpunkt. Weitere werden mit Code 9 abgelehnt.',
  },
  appRateLimit: {
    label: 'Ratenbegrenzung der App',
    description: 'Anfragen pro Minute für jeden Endpunkt, alle Benutzer zusammen.',
  },
  slowModeSeconds: {
    label: 'Langsamer Modus',
    description:
      'Die kürzeste Zeit zwischen zwei Nachrichten eines Benutzers in einem Kanal. Eine frühere Nachricht wird mit Code 60 abgelehnt.',
  },
  networkOff: {
    label: 'Netzwerk aus',
    description: 'Trennt jede Verbindung zum Chat-Server und zum Token-Dienst, auch neue.',
  },
  clockSkewSeconds: {
    label: 'Uhr des Chat-Servers',
    description: 'Sekunden, die sie vor der Uhr dieses Computers geht. Negativ: nach.',
  },
  tokenServiceSkewSeconds: {
    label: 'Uhr des Token-Dienstes',
    description: 'Sekunden, die sie vor der Uhr des Chat-Servers geht. Negativ: nach.',
  },
  disableAuthChecks: {
    label: 'Anmeldeprüfung aus',
    description: 'Die App akzeptiert Entwicklungstoken, die nicht signiert sind.',
  },
  odd: {
    label: 'Ungewöhnliche Antworten',
    description:
      'Null und falsche Typen in optionalen Feldern, unbekannte Felder und Ereignisse, Byte-Order-Marks, ungewöhnliche Header.',
  },
}
