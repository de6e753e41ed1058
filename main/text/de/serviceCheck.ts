import type { CheckTexts } from '../en/serviceCheck.ts'
import { connection } from './serviceCheckConnection.ts'
import { pluralIn } from '../plural.ts'
import { tokenCheck } from './serviceCheckToken.ts'

const plural = pluralIn('de')

export const serviceCheck: CheckTexts = {
  titles: {
    reachable: 'Erreichbar',
    tls: 'TLS',
    status: 'Status',
    contentType: 'Inhaltstyp',
    body: 'Inhalt',
    serverTime: 'Uhrzeit des Servers',
    token: 'Token',
    algorithm: 'Algorithmus',
    userId: 'Benutzer-ID',
    expiry: 'Ablauf',
    validFrom: 'Gültig ab',
    wrongPassword: 'Falsches Passwort',
    renewal: 'Erneuerung',
    rotation: 'Austausch',
    newToken: 'Neues Token',
    parallel: 'Zehn zugleich',
    forgedCredential: 'Gefälschtes Refresh-Token',
    otherUsersCredential: 'Anderer Benutzer',
    replacedCredential: 'Altes Refresh-Token',
    forgedAccessToken: 'Gefälschtes Access-Token',
    otherUsersAccessToken: 'Anderer Benutzer',
    signOut: 'Abmeldung',
    speed: 'Geschwindigkeit',
  },
  durations: {
    day: (count) => plural(count, { one: '1 Tag', other: `${count} Tage` }),
    hour: (count) => plural(count, { one: '1 Stunde', other: `${count} Stunden` }),
    minute: (count) => plural(count, { one: '1 Minute', other: `${count} Minuten` }),
    second: (count) => plural(count, { one: '1 Sekunde', other: `${count} Sekunden` }),
  },
  subjects: {
    renewal: 'Eine Erneuerung',
    laterRenewal: 'Eine Erneuerung eine Sekunde später',
    firstTokenAgain: 'Das erste Refresh-Token ein zweites Mal',
    newRefreshToken: 'Das neue Refresh-Token',
    anotherSignIn: 'Eine weitere Anmeldung',
    signOut: 'Eine Abmeldung',
    oneOfTenSignIns: 'Eine von zehn gleichzeitigen Anmeldungen',
    oneOfTenRenewals: 'Eine von zehn gleichzeitigen Erneuerungen',
    wrongPassword: 'Ein falsches Passwort',
    madeUpRefreshToken: 'Ein erfundenes Refresh-Token',
    otherUsersRefreshToken: 'Ein Refresh-Token für einen anderen Benutzer',
    oldRefreshToken: 'Ein altes Refresh-Token nach der Verwendung des neuen',
    endedRefreshToken: 'Das Refresh-Token einer beendeten Anmeldung',
    madeUpAccessToken: 'Ein erfundenes Access-Token',
    otherUsersAccessToken: 'Ein Access-Token für einen anderen Benutzer',
  },
  skipped: {
    noAnswer: 'Es kam keine Antwort.',
    noYes: 'Die Anmeldung ist nicht gelungen.',
    needsSignIn: 'Zuerst muss eine Anmeldung gelingen.',
    onlyDefinite: 'Nur eine Zusage und eine eindeutige Ablehnung müssen JSON sein.',
    noPassword:
      'Dieser Dienst verlangt kein Passwort: Wer eine Benutzer-ID kennt, erhält ein Token.',
    noRefreshToken: 'Der Dienst hat kein Refresh-Token ausgegeben.',
    noneToRenew: 'Der Dienst hat kein Refresh-Token zum Erneuern ausgegeben.',
    noneToEnd: 'Der Dienst hat kein Refresh-Token ausgegeben, das beendet werden könnte.',
    noneWorks: 'Es ist kein Refresh-Token bekannt, das funktioniert.',
    noneGood: 'Es ist kein gültiges Refresh-Token bekannt.',
    noneReplaced: 'Kein Refresh-Token wurde ersetzt.',
    noRenewal: 'Es gab keine Erneuerung.',
    noRenewalWithToken: 'Es gab keine Erneuerung mit einem Refresh-Token.',
  },
  about: (what, message) => `${what}: ${message}`,
  answers: (host) => `${host} antwortet.`,
  takesConnection: (host) => `${host} nimmt die Verbindung an.`,
  notEncrypted: 'Nicht verschlüsselt, was nur auf diesem Computer genügt. Benutzer brauchen https.',
  goodCertificate: 'Das Zertifikat gilt für diesen Host, und Latchkey vertraut ihm.',
  noDate: {
    message:
      'Es gibt keinen Date-Header, daher dient im Folgenden die Uhr dieses Computers statt der des Dienstes.',
    advice: 'Lassen Sie den Server Date senden; fast alle tun das von sich aus.',
  },
  clocksAgree: 'Seine Uhr und die dieses Computers stimmen überein.',
  clockAhead: (far) =>
    `Seine Uhr geht gegenüber der dieses Computers vor (${far}); eine von beiden ist falsch.`,
  clockBehind: (far) =>
    `Seine Uhr geht gegenüber der dieses Computers nach (${far}); eine von beiden ist falsch.`,
  setClocks:
    'Stellen Sie beide mit NTP. Ein Token von einer Uhr, die vorgeht, lehnt der Chat-Server ab (42); eines von einer Uhr, die nachgeht, läuft zu früh ab.',
  signInAnswered: (status) => `Die Anmeldung wird mit ${status} beantwortet.`,
  signInSaid: (status) => `Die Anmeldung wird beantwortet mit ${status}`,
  elsewhere: {
    message: (status, calls) =>
      `Die Anmeldung wird mit ${status} beantwortet, aber anderswo: Weiterleitungen machen aus jedem Aufruf ${calls} Aufrufe.`,
    advice: 'Geben Sie die Adresse an, die selbst antwortet.',
  },
  itIs: (name) => `Es ist ${name}.`,
  jsonType: {
    unnamed: 'ohne Angabe eines Typs',
    named: (type) => `als ${type} bezeichnet`,
    odd: (named) =>
      `Der Inhalt ist JSON, aber ${named}. Latchkey liest ihn, andere Clients vielleicht nicht.`,
    oddAdvice: 'Senden Sie Content-Type: application/json.',
    none: (named) =>
      `Der Inhalt ist kein JSON und ${named}: vielleicht eine Seite eines Proxys oder des Netzwerks.`,
    noneAdvice: 'Lassen Sie den Dienst selbst antworten, mit Content-Type: application/json.',
  },
  otherUser: {
    message: (user) => `„user.id“ ist ${user}, nicht der angefragte Benutzer.`,
    advice: 'Senden Sie dort den Benutzer des Tokens, oder lassen Sie „user“ weg.',
  },
  noRefreshToken: {
    message:
      'Es gibt kein „refresh_token“: Benutzer müssen ihr Passwort bei jedem Ablauf eines Tokens eingeben.',
    advice: 'Senden Sie eines und akzeptieren Sie es als Bearer bei Erneuerungen.',
  },
  hasToken: 'Er enthält ein Token.',
  hasBoth: 'Er enthält ein Token und ein Refresh-Token.',
  refusal: {
    noJson: (message) =>
      `${message} Ein JSON-Fehler fehlt, daher hält Latchkey es für eine Störung auf dem Weg.`,
    noJsonAdvice:
      'Suchen Sie, was an Stelle des Dienstes antwortet, oder senden Sie {"error", "message"}.',
    tryPassword:
      'Wenn der Dienst ein Passwort verlangt, prüfen Sie ihn mit einem (Anmeldung: Passwort).',
    checkPassword:
      'Prüfen Sie Benutzer-ID und Passwort. Wenn sie stimmen, suchen Sie, warum der Dienst sie ablehnt.',
    waitFor: (time) =>
      `Warten Sie (${time}) und prüfen Sie erneut. Lassen Sie eine Anmeldung nach einer Pause immer zu.`,
    waitAWhile:
      'Warten Sie eine Weile und prüfen Sie erneut. Lassen Sie eine Anmeldung nach einer Pause immer zu.',
    checkPath: 'Prüfen Sie den Pfad der Adresse.',
    takePost: 'Nehmen Sie unter diesem Pfad POST an.',
    readJson:
      'Lesen Sie user_id und password aus einem JSON-Inhalt (Content-Type: application/json).',
  },
  readLog: 'Sehen Sie in das Protokoll des Dienstes: Er ist fehlgeschlagen.',
  answeredWith: (status) => `Die Antwort ist ${status}`,
  saidWith: (status, text) => `${status}: „${text}“`,
  busy: {
    message: (what) =>
      `${what}: Der Dienst bittet um weniger Aufrufe (429), daher war dies nicht zu sehen.`,
    advice:
      'Prüfen Sie später erneut, oder erlauben Sie diesem Computer vorübergehend mehr Aufrufe pro Minute.',
  },
  grant: {
    tooLong: {
      message: 'Die Antwort ist größer als 64 KB; Latchkey lehnt sie ab.',
      advice: 'Senden Sie nur das Token und den Benutzer.',
    },
    notJson: {
      message: 'Die Antwort ist kein JSON oder abgeschnitten.',
      advice: 'Antworten Sie mit vollständigem JSON: {"token", "refresh_token"?, "user"?}.',
    },
    badCredential: {
      message: 'Das refresh_token ist leer oder hat Zeichen, die kein HTTP-Header tragen kann.',
      advice:
        'Bilden Sie es aus Buchstaben und Ziffern, zum Beispiel 32 zufälligen Bytes in base64url.',
    },
    notObject: {
      message: 'Die Antwort ist JSON, aber kein Objekt.',
      advice: 'Antworten Sie mit einem Objekt: {"token": "…"}.',
    },
    wrongType: (field, type) => `Das Feld „${field}“ hat nicht den Typ ${type}.`,
    wrongTypeAdvice:
      'Senden Sie jedes Feld so, wie der Vertrag es vorsieht; weglassbare können null sein.',
    noToken: 'Es gibt kein „token“.',
    onlyOther: (field) => `Es gibt kein „token“, nur „${field}“.`,
    noTokenAdvice: 'Senden Sie das JWT als „token“ im äußersten Objekt.',
    sameKind: 'Stellen Sie bei jedem Aufruf die gleiche Art von Token aus.',
    otherUser: {
      message: 'Das Token ist für einen anderen Benutzer, daher verwendet Latchkey es nicht.',
      advice: 'Setzen Sie user_id im Token auf die user_id der Anfrage.',
    },
  },
  judged: {
    advice: 'Lehnen Sie mit 401 und {"error", "message"} ab.',
    letIn: (what, status) => `${what} wird zugelassen (${status}).`,
    letInAdvice:
      'Prüfen Sie es, bevor ein Token entsteht. Lehnen Sie mit 401 und {"error", "message"} ab.',
    indefinite: (what, status) =>
      `${what}: Die Antwort ${status} ist keine eindeutige Ablehnung, Latchkey versucht es erneut.`,
    noJson: (what, status) =>
      `${what} wird mit ${status} abgelehnt, aber ohne den JSON-Fehler. Latchkey hält es für eine Störung auf dem Weg und versucht es erneut.`,
    noMessage: (what, status) =>
      `${what} wird mit ${status} und JSON abgelehnt, aber ohne „message“ für Benutzer.`,
    noMessageAdvice: 'Senden Sie einen Satz als „message“.',
    refused: (what, status) => `${what} wird mit ${status} und JSON abgelehnt.`,
    oneTry: (message) => `${message} Es gab nur einen falschen Versuch.`,
    allTheSame: {
      message:
        'Ein Refresh-Token für einen anderen Benutzer wird trotzdem mit einem Token beantwortet.',
      advice:
        'Vergleichen Sie user_id mit dem Benutzer des Refresh-Tokens und lehnen Sie mit 403 und JSON ab.',
    },
    stillWorks: {
      message:
        'Ein altes Refresh-Token funktioniert nach der Verwendung des neuen weiter, ein gestohlenes also auch.',
      advice: 'Lehnen Sie es ab, sobald sein Nachfolger verwendet wurde.',
    },
  },
  renewal: {
    how: 'Akzeptieren Sie {"user_id"} mit dem Refresh-Token als Bearer (Authorization) und antworten Sie wie auf eine Anmeldung.',
    howAccessToken:
      'Akzeptieren Sie {"user_id"} mit dem Access-Token als Bearer und antworten Sie wie auf eine Anmeldung.',
    byUserId: 'Die Benutzer-ID allein bringt ein Token für den richtigen Benutzer.',
    byRefreshToken: 'Das Refresh-Token als Bearer bringt ein Token für den richtigen Benutzer.',
    byAccessToken: 'Das Access-Token als Bearer bringt ein Token für den richtigen Benutzer.',
    keepGood: 'Lassen Sie es gültig, oder senden Sie bei jeder Erneuerung ein neues.',
    keepOld:
      'Lassen Sie das alte gültig, bis das neue verwendet wird. Sonst meldet eine unterwegs verlorene Antwort jemanden ab.',
    oneForAll: 'Ein Refresh-Token bleibt für alle Erneuerungen gültig.',
    rotates:
      'Jede Erneuerung bringt ein neues Refresh-Token, und das alte war bis zu dessen Verwendung gültig.',
    another: 'Eine Erneuerung bringt ein anderes Token als die Anmeldung.',
    same: {
      message:
        'Eine Erneuerung bringt dasselbe Token: Es läuft mit dem ersten ab, und ein widerrufenes kommt zurück.',
      advice: 'Erzeugen Sie bei jedem Aufruf ein neues Token.',
    },
  },
  signOut: {
    how: 'Beantworten Sie DELETE mit 204, wenn der Bearer ein gültiges Refresh-Token ist, und lehnen Sie dieses danach ab.',
    ends: 'DELETE beendet eine Anmeldung, und ihr Refresh-Token wird danach abgelehnt.',
    answered: (status) => `Eine Abmeldung wird mit ${status} beantwortet.`,
  },
  load: {
    unhurt: 'Gleichzeitige Aufrufe dürfen einander nicht stören: Jeder hat seine eigene Sitzung.',
    someOfTen: (message, wrong) => `${message} (${wrong} von zehn.)`,
    slowedSignIns: (wrong) =>
      `${wrong} von zehn gleichzeitigen Anmeldungen sollten langsamer sein (429).`,
    slowedRenewals: (wrong) =>
      `${wrong} von zehn gleichzeitigen Erneuerungen sollten langsamer sein (429).`,
    allowMore:
      'Erlauben Sie einer Adresse mehr gleichzeitige Aufrufe: Ein Büro hat eine für alle Mitarbeiter.',
    goodSignIns: (ms) =>
      `Zehn gleichzeitige Anmeldungen wurden alle richtig beantwortet, die letzte nach ${ms} ms.`,
    goodRenewals: (ms) =>
      `Zehn gleichzeitige Erneuerungen wurden alle richtig beantwortet, die letzte nach ${ms} ms.`,
    oneCall: (ms) => `Der eine Aufruf dauerte ${ms} ms.`,
    calls: (count, fastest, slowest) =>
      `Jeder von ${count} Aufrufen dauerte ${fastest} bis ${slowest} ms.`,
    slow: (message) =>
      `${message} Jemand wartet auf eine Anmeldung, und Latchkey bricht nach 10 s ab.`,
    slowAdvice:
      'Suchen Sie, was so lange dauert; ein langsamer Passwort-Hash sollte unter einer halben Sekunde bleiben.',
  },
  connection,
  tokenCheck,
}
