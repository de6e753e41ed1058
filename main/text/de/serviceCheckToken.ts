import type { CheckTexts } from '../en/serviceCheck.ts'

/** By the sentences of main/auth/token/token.ts. */
const reasons: Readonly<Record<string, string>> = {
  'It is too long to be a token.': 'Es ist zu lang für ein Token.',
  'A token has three parts with dots between them.':
    'Ein Token hat drei durch Punkte getrennte Teile.',
  'Its first part is not a JWT header.': 'Sein erster Teil ist kein JWT-Header.',
  'Its middle part is not readable.': 'Sein mittlerer Teil ist nicht lesbar.',
  'Its last part is not a signature.': 'Sein letzter Teil ist keine Signatur.',
  'It names no user (user_id).': 'Es nennt keinen Benutzer (user_id).',
  'Its exp claim is not a number.': 'Sein Claim exp ist keine Zahl.',
  'Its iat claim is not a number.': 'Sein Claim iat ist keine Zahl.',
  'Its nbf claim is not a number.': 'Sein Claim nbf ist keine Zahl.',
}

function unreadable(reason: string): string {
  return Object.hasOwn(reasons, reason) ? (reasons[reason] ?? reason) : reason
}

export const tokenCheck: CheckTexts['tokenCheck'] = {
  none: 'Es gibt kein Token.',
  unread: 'Es gibt kein lesbares Token.',
  unreadable,
  notJwt: (reason) => `Es ist kein JWT. ${unreadable(reason)}`,
  notJwtAdvice:
    'Senden Sie nur das JWT, so wie die signierende Bibliothek es liefert: ohne „Bearer“, ohne Anführungszeichen.',
  asSigned: 'Senden Sie das JWT so, wie die signierende Bibliothek es liefert.',
  plainBase64: {
    message: 'Seine Teile sind einfaches base64; ein JWT ist base64url ohne Padding (RFC 7515).',
    advice: 'Lassen Sie eine JWT-Bibliothek das Token erzeugen.',
  },
  readable: 'Es ist ein lesbares JWT.',
  rightUser: 'user_id im Token ist der angefragte Benutzer.',
  otherUser: {
    message: (user) =>
      `Das Token ist für „${user}“, nicht für den angefragten Benutzer. Latchkey verwendet es nicht.`,
    advice: 'Setzen Sie user_id Zeichen für Zeichen auf die user_id der Anfrage.',
  },
  userNotString: {
    message: 'user_id im Token ist keine Zeichenkette.',
    advice: 'Schreiben Sie sie als Zeichenkette, auch Zahlen: "42".',
  },
  noUser: 'Das Token hat keine user_id.',
  onlyOther: (claim) => `Das Token hat keine user_id, nur „${claim}“.`,
  noUserAdvice: 'Fügen Sie den Claim user_id mit der user_id der Anfrage hinzu.',
  signWith: 'Signieren Sie mit HS256 und dem API-Secret.',
  development: {
    message:
      'Dies ist ein nicht signiertes Entwicklungstoken: Wer eine Benutzer-ID kennt, kann eines erzeugen.',
    advice:
      'Signieren Sie mit HS256 und dem API-Secret. Ein Chat-Server akzeptiert Entwicklungstoken nur mit ausgeschalteter Anmeldeprüfung.',
  },
  hs256: 'Es ist HS256.',
  noAlgorithm: 'Der Header nennt keinen Algorithmus (alg).',
  notSigned: 'Das Token ist nicht signiert (alg: none): Jeder kann eines erzeugen.',
  longerHash: (name) => `Es ist ${name}; ein Chat-Server akzeptiert vielleicht nur HS256.`,
  otherAlgorithm: (name) => `Es ist ${name}; ein Chat-Server kann das nicht prüfen: Fehler 43.`,
  neverEnds: {
    message: 'Das Token läuft nie ab (kein exp): Ein gestohlenes gilt für immer.',
    advice: 'Setzen Sie exp: Eine Stunde ist eine gute Wahl, Latchkey erneuert von selbst.',
  },
  hadEnded: {
    message: (time) => `Das Token war bei der Ankunft schon abgelaufen (exp, seit: ${time}).`,
    advice:
      'Setzen Sie exp auf einen künftigen Zeitpunkt in UTC, und stellen Sie die Uhr des Ausstellers mit NTP.',
  },
  lives: (time) => `Gültigkeitsdauer des Tokens: ${time}.`,
  tooShort: (time) =>
    `Gültigkeitsdauer des Tokens: ${time}. Latchkey wäre fast nur mit Erneuern beschäftigt.`,
  tooLong: (time) => `Gültigkeitsdauer des Tokens: ${time}. Ein gestohlenes gilt ebenso lange.`,
  anHour: 'Eine Stunde ist eine gute Wahl.',
  noStart: 'Es nennt keinen Beginn: sofort gültig.',
  iatAdvice:
    'Datieren Sie iat eine Sekunde zurück oder lassen Sie es weg, und stellen Sie die Uhr des Ausstellers mit NTP.',
  nbfAdvice: 'Lassen Sie nbf weg, oder datieren Sie es eine Sekunde zurück.',
  farAhead: (name, seconds, code) =>
    `${name} liegt ${seconds} s vor der eigenen Uhr des Dienstes: Ein Chat-Server lehnt das Token bis dahin ab (${code}). Niemand kann sich anmelden.`,
  ahead: (name, seconds, code) =>
    `${name} liegt ${seconds} s vor der eigenen Uhr des Dienstes: Ein Chat-Server lehnt das Token bis dahin ab (${code}), und Benutzer warten bei jeder Anmeldung und Erneuerung so lange.`,
  thisSecond: (name, code) =>
    `${name} ist genau diese Sekunde: Ein Chat-Server, dessen Uhr etwas nachgeht, lehnt das Token ab (${code}).`,
  validAtOnce: (name, time) => `Es ist sofort gültig (${name}, zurückdatiert: ${time}).`,
  notNumber: {
    message: (name) => `${name} ist keine Zahl.`,
    advice: 'Schreiben Sie es als Zahl: Sekunden seit 1970, ohne Anführungszeichen.',
  },
  milliseconds: {
    message: (name) => `${name} zählt Millisekunden; ein JWT zählt Sekunden.`,
    advice: 'Teilen Sie durch 1.000.',
  },
  before1970: {
    message: (name) => `${name} liegt vor 1970.`,
    advice: 'Schreiben Sie die Sekunden seitdem.',
  },
}
