/** The reasons why a call brought no answer. `code` is the word of Node, OpenSSL or Chromium. */
export const connection = {
  timeout: {
    message: (host: string) => `${host} did not answer within 10 s.`,
    advice: 'Look for what the service waits for. Latchkey gives up after 10 s and tries again.',
  },
  certificates: {
    selfSigned: {
      message: 'The certificate is self-signed: nobody vouches for it.',
      advice:
        'Get one from an authority that computers trust. On this computer itself, plain http will do.',
    },
    unknownToCommand: {
      message: 'The certificate is from an authority that this command does not know.',
      advice:
        'Use a public authority. One that was added to this computer is looked at in the app, and not here.',
    },
    untrusted: {
      message: 'The certificate is from nobody whom this computer trusts.',
      advice: 'Use a public authority, or have yours added to the computers that Latchkey runs on.',
    },
    wrongDate: {
      message: 'The certificate has expired, or is not valid yet.',
      advice: 'Renew it, and compare the clocks of this computer and of whoever issued it.',
    },
    incompleteChain: {
      message: 'The chain of certificates is not whole.',
      advice: 'Let the server send the intermediate certificates too (often “fullchain.pem”).',
    },
    expired: {
      message: 'The certificate has expired.',
      advice: 'Renew it, and let a job do so.',
    },
    notYetValid: {
      message: 'The certificate is not valid yet.',
      advice: 'Set the clocks right: this computer’s, or that of whoever issued it.',
    },
    otherHost: {
      message: 'The certificate is for another host.',
      advice: 'Get one that names this host, or give the address by the name in the certificate.',
    },
    revoked: { message: 'The certificate was revoked.', advice: 'Get a new one.' },
    noTls: {
      message: 'What answers at this port does not speak TLS, or none that Latchkey knows.',
      advice: 'Check the port, and that the server speaks TLS 1.2 or later there.',
    },
  },
  otherTls: {
    message: (code: string) => `The secure connection failed (${code}).`,
    advice: 'Look at the certificate and the TLS settings of the server.',
  },
  noAddress: {
    message: (host: string, code: string) =>
      `There is no address for the name in ${host} (${code}).`,
    advice: 'Check the spelling, the DNS entry, and whether this computer is online.',
  },
  nothingListens: {
    message: (host: string, code: string) => `Nothing listens at ${host} (${code}).`,
    advice: 'Start the service, or correct host and port.',
  },
  cut: {
    message: (host: string, code: string) =>
      `${host} cut the connection before there was an answer (${code}).`,
    advice: 'Look into the log of the service, and of the proxy in front of it.',
  },
  badPort: {
    message: (host: string) =>
      `The port of ${host} belongs to another protocol, so nobody’s fetch asks there.`,
    advice: 'Choose another port.',
  },
  proxy: {
    message: (host: string, code: string) =>
      `The proxy of this computer does not let it through to ${host} (${code}).`,
    advice: 'Check the proxy in the settings of the system, and its user name and password.',
  },
  unreachable: {
    message: (host: string, code: string | null) =>
      `${host} cannot be reached (${code ?? 'no reason given'}).`,
    advice: 'Check the network, the firewall, and whether a VPN is needed.',
  },
  redirect: {
    to: (status: number, target: string) => `It redirects (${status}) to ${target}.`,
    toNowhere: (status: number) => `It redirects (${status}) to nowhere that can be read.`,
    wouldBeGet:
      'Give people the address that answers by itself: this redirect would turn a POST into a GET.',
    tooMany: 'Give people the address that answers by itself: there are too many hops.',
    otherOrigin:
      'Give people the address that answers by itself: a password is not carried to another origin.',
  },
}
