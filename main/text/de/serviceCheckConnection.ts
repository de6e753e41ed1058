import type { CheckTexts } from '../en/serviceCheck.ts'

export const connection: CheckTexts['connection'] = {
  timeout: {
    message: (host) => `${host} hat nicht innerhalb von 10 s geantwortet.`,
    advice:
      'Suchen Sie, worauf der Dienst wartet. Latchkey bricht nach 10 s ab und versucht es erneut.',
  },
  certificates: {
    selfSigned: {
      message: 'Das Zertifikat ist selbst signiert: Niemand bürgt dafür.',
      advice:
        'Holen Sie eines von einer Zertifizierungsstelle, der Computer vertrauen. Auf diesem Computer selbst genügt http.',
    },
    unknownToCommand: {
      message: 'Das Zertifikat ist von einer Zertifizierungsstelle, die hier nicht bekannt ist.',
      advice:
        'Verwenden Sie eine öffentliche Stelle. Eine auf diesem Computer hinzugefügte wird nur in der App beachtet.',
    },
    untrusted: {
      message: 'Das Zertifikat ist von einer Stelle, der dieser Computer nicht vertraut.',
      advice:
        'Verwenden Sie eine öffentliche Stelle, oder fügen Sie Ihre auf den Computern hinzu, auf denen Latchkey läuft.',
    },
    wrongDate: {
      message: 'Das Zertifikat ist abgelaufen oder noch nicht gültig.',
      advice:
        'Erneuern Sie es, und vergleichen Sie die Uhren dieses Computers und des Ausstellers.',
    },
    incompleteChain: {
      message: 'Die Zertifikatskette ist unvollständig.',
      advice: 'Lassen Sie den Server auch die Zwischenzertifikate senden (oft „fullchain.pem“).',
    },
    expired: {
      message: 'Das Zertifikat ist abgelaufen.',
      advice: 'Erneuern Sie es, am besten automatisch.',
    },
    notYetValid: {
      message: 'Das Zertifikat ist noch nicht gültig.',
      advice: 'Stellen Sie die Uhren richtig: die dieses Computers oder die des Ausstellers.',
    },
    otherHost: {
      message: 'Das Zertifikat ist für einen anderen Host.',
      advice:
        'Holen Sie eines für diesen Host, oder geben Sie die Adresse mit dem Namen im Zertifikat an.',
    },
    revoked: { message: 'Das Zertifikat wurde widerrufen.', advice: 'Holen Sie ein neues.' },
    noTls: {
      message: 'An diesem Port antwortet etwas ohne TLS oder mit einem, das Latchkey nicht kennt.',
      advice: 'Prüfen Sie den Port, und dass der Server dort TLS 1.2 oder neuer spricht.',
    },
  },
  otherTls: {
    message: (code) => `Die sichere Verbindung ist fehlgeschlagen (${code}).`,
    advice: 'Prüfen Sie das Zertifikat und die TLS-Einstellungen des Servers.',
  },
  noAddress: {
    message: (host, code) => `Für den Namen in ${host} gibt es keine Adresse (${code}).`,
    advice: 'Prüfen Sie die Schreibweise, den DNS-Eintrag und ob dieser Computer online ist.',
  },
  nothingListens: {
    message: (host, code) => `Unter ${host} nimmt nichts Verbindungen an (${code}).`,
    advice: 'Starten Sie den Dienst, oder berichtigen Sie Host und Port.',
  },
  cut: {
    message: (host, code) => `${host} hat die Verbindung vor einer Antwort getrennt (${code}).`,
    advice: 'Sehen Sie in die Protokolle des Dienstes und des Proxys davor.',
  },
  badPort: {
    message: (host) =>
      `Der Port von ${host} gehört zu einem anderen Protokoll; Browser und Node fragen dort nicht an.`,
    advice: 'Wählen Sie einen anderen Port.',
  },
  proxy: {
    message: (host, code) =>
      `Der Proxy dieses Computers lässt die Verbindung zu ${host} nicht zu (${code}).`,
    advice:
      'Prüfen Sie den Proxy in den Einstellungen des Systems sowie seinen Benutzernamen und sein Passwort.',
  },
  unreachable: {
    message: (host, code) =>
      `${host} ist nicht erreichbar (${code ?? 'ohne Angabe eines Grundes'}).`,
    advice: 'Prüfen Sie das Netzwerk, die Firewall und ob ein VPN nötig ist.',
  },
  redirect: {
    to: (status, target) => `Die Antwort ist eine Weiterleitung (${status}) zu ${target}.`,
    toNowhere: (status) => `Die Antwort ist eine Weiterleitung (${status}) ohne lesbares Ziel.`,
    wouldBeGet:
      'Geben Sie die Adresse an, die selbst antwortet: Diese Weiterleitung würde aus einem POST ein GET machen.',
    tooMany: 'Geben Sie die Adresse an, die selbst antwortet: Es sind zu viele Weiterleitungen.',
    otherOrigin:
      'Geben Sie die Adresse an, die selbst antwortet: Ein Passwort wird nicht zu einem anderen Origin getragen.',
  },
}
