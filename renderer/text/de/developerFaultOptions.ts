import type { DeveloperTexts } from '../en/developer.ts'

export const faultOptions: DeveloperTexts['faultOptions'] = {
  tokenService: {
    ok: { label: 'Arbeitet', description: 'Stellt Token normal aus.' },
    down: { label: 'Ist ausgefallen', description: 'Trennt jede Verbindung.' },
    never: {
      label: 'Antwortet nie',
      description:
        'Nimmt den Aufruf an und antwortet nie. Die App bricht nach 10 s ab und versucht es erneut.',
    },
    error: { label: 'Schlägt fehl: 500', description: 'Antwortet mit einem JSON-Fehler.' },
    busy: { label: 'Ist überlastet: 429', description: 'Bittet mit Retry-After um eine Pause.' },
    unavailable: {
      label: 'Ist nicht verfügbar: 503',
      description: 'Die Klartextantwort eines Proxys, mit Retry-After.',
    },
    html: {
      label: 'Ein Captive Portal: 200',
      description: 'Die Anmeldeseite eines Netzwerks statt einer Antwort.',
    },
    htmlRefusal: {
      label: 'Die Seite eines Proxys: 401',
      description:
        'Eine HTML-Seite, kein JSON. Sie ist keine eindeutige Ablehnung, daher läuft die Sitzung weiter.',
    },
    redirect: {
      label: 'Leitet anderswohin weiter: 307',
      description: 'Leitet zu einem anderen Origin weiter. Die App folgt nicht.',
    },
    refused: {
      label: 'Lehnt ab: 401',
      description:
        'Eine eindeutige Ablehnung in JSON. Die App erneuert nicht mehr, und die Sitzung endet mit ihrem Token.',
    },
    forbidden: {
      label: 'Verbietet: 403',
      description:
        'Eine eindeutige Ablehnung in JSON. Die App erneuert nicht mehr, und die Sitzung endet mit ihrem Token.',
    },
    wrongUser: {
      label: 'Liefert das Token eines anderen Benutzers',
      description: 'Ein gültiges Token für einen anderen Benutzer. Die App lehnt es ab.',
    },
    malformedToken: {
      label: 'Liefert ein fehlerhaftes Token',
      description: 'Ein Wort statt eines JWT.',
    },
    sameToken: {
      label: 'Liefert erneut dasselbe Token',
      description: 'Das letzte Token, wie alt es auch ist.',
    },
    noToken: { label: 'Liefert kein Token', description: 'JSON ohne ein Token.' },
    badJson: { label: 'Liefert einen halben Inhalt', description: 'Abgeschnittenes JSON.' },
    huge: { label: 'Liefert zu viel', description: 'Ein Inhalt von mehr als 64 KB.' },
  },
  chat: {
    ok: { label: 'Arbeitet', description: 'Antwortet normal.' },
    never: {
      label: 'Antwortet nie',
      description: 'Nimmt die Anfrage an, verarbeitet sie nicht und antwortet nie.',
    },
    loseAnswers: {
      label: 'Verliert seine Antworten',
      description: 'Verarbeitet die Anfrage und trennt die Verbindung vor der Antwort.',
    },
    unavailable: {
      label: 'Ist nicht verfügbar: 503',
      description: 'In Klartext, mit Retry-After.',
    },
    html: {
      label: 'Ein Captive Portal: 200',
      description: 'Die Anmeldeseite eines Netzwerks statt einer Antwort.',
    },
  },
  moderation: {
    off: {
      label: 'Akzeptiert jede Nachricht',
      description: 'Nachrichten erscheinen so, wie sie gesendet werden.',
    },
    block: {
      label: 'Blockiert Nachrichten',
      description:
        'Die Antwort ist eine Nachricht vom Typ error mit dem Grund. Die Nachricht erscheint nicht.',
    },
    shadow: {
      label: 'Verbirgt Nachrichten (shadow)',
      description:
        'Die Nachricht erscheint, ist aber für andere Benutzer als verborgen markiert; sie sehen sie nicht.',
    },
  },
  sockets: {
    ok: { label: 'Arbeiten', description: 'Verbinden sich und empfangen Ereignisse.' },
    silent: {
      label: 'Sind stumm',
      description: 'Verbinden sich, empfangen aber nichts. Die App verbindet sich nach 35 s neu.',
    },
    unavailable: {
      label: 'Werden abgelehnt: 503',
      description: 'Gilt für neue Sockets. Trennen Sie die offenen, um es zu sehen.',
    },
  },
  noRefusal: {
    label: 'Keine',
    description: 'Anfragen und Verbindungen werden anhand des Tokens geprüft.',
  },
  refusal: {
    label: (code, reason) => `Alle mit ${code}: ${reason}`,
    description:
      'Gilt für jede Anfrage und neue Verbindung. Trennen Sie die Sockets, um es sofort zu sehen.',
  },
  refusals: {
    2: 'API-Schlüssel falsch',
    4: 'ungültige Eingabe',
    5: 'Authentifizierung fehlgeschlagen',
    6: 'Benutzername vergeben',
    9: 'Ratenbegrenzung',
    16: 'nicht gefunden',
    17: 'nicht erlaubt',
    18: 'Ereignis nicht unterstützt',
    19: 'Kanalfunktion aus',
    20: 'Nachricht zu lang',
    21: 'Antwort auf eine Antwort',
    22: 'Inhalt zu groß',
    23: 'Zeitüberschreitung der Anfrage',
    40: 'Token abgelaufen',
    41: 'Token noch nicht gültig',
    42: 'Token vor der Ausstellung verwendet',
    43: 'Signatur ungültig',
    44: 'eigener Befehl fehlt',
    45: 'eigener Befehl fehlgeschlagen',
    60: 'langsamer Modus',
    70: 'Filter trifft nicht lesbare Kanäle',
    99: 'App gesperrt',
    431: 'Header zu groß',
  },
}
