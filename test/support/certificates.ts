import {
  generateKeyPairSync,
  randomBytes,
  sign,
  X509Certificate,
  type KeyPairKeyObjectResult,
} from 'node:crypto'
import { isIP } from 'node:net'
import { bits, der, objectId, sequence, time } from './der.ts'

/** A certificate and its key, both PEM. */
export interface Certificate {
  cert: string
  key: string
}

/** A certificate authority that nobody knows, made for one test. */
export interface Authority extends Certificate {
  /** Issues a certificate for another authority. */
  issueAuthority(name: string): Authority
  /** Issues a certificate for a server of this computer. */
  issue(options?: { names?: string[]; notAfter?: number }): Certificate
}

const dayMs = 86_400_000

/** Makes a new authority. `names`: it is also a server's certificate. */
export function createAuthority(
  name = 'A private authority of a test',
  { names = [] }: { names?: string[] } = {},
): Authority {
  return makeAuthority(name, names)
}

function makeAuthority(
  name: string,
  names: string[],
  issuer?: { name: string; keys: KeyPairKeyObjectResult },
): Authority {
  const keys = newKeys()
  // As `openssl req -x509` makes one for a server: an authority without a word on the usage of its key.
  const extensions = [authority, names.length > 0 ? alternativeNames(names) : signsCertificates]
  const own = build({ subject: name, keys, extensions, ...(issuer ? { issuer } : {}) })
  return {
    ...own,
    issue({ names = ['localhost', '127.0.0.1'], notAfter = Date.now() + dayMs } = {}) {
      const extensions = [server, alternativeNames(names)]
      const subject = names[0] ?? ''
      return build({ subject, keys: newKeys(), extensions, notAfter, issuer: { name, keys } })
    },
    issueAuthority: (subject) => makeAuthority(subject, [], { name, keys }),
  }
}

/** Makes a certificate that vouches for itself, for a DNS name, good between two instants (epoch ms). */
export function selfSigned(name: string, notBefore: number, notAfter: number): Certificate {
  const extensions = [alternativeNames([name]), authority]
  return build({ subject: name, keys: newKeys(), extensions, notBefore, notAfter })
}

interface Contents {
  subject: string
  keys: KeyPairKeyObjectResult
  extensions: Buffer[]
  notBefore?: number
  notAfter?: number
  /** Itself, unless told. */
  issuer?: { name: string; keys: KeyPairKeyObjectResult }
}

/** A certificate by RFC 5280, signed with ECDSA and SHA-256. */
function build(contents: Contents): Certificate {
  const { subject, keys, extensions } = contents
  const { notBefore = Date.now() - 2 * dayMs, notAfter = Date.now() + dayMs } = contents
  const issuer = contents.issuer ?? { name: subject, keys }
  const body = sequence(
    der(0xa0, der(0x02, [2])),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(12)])),
    ecdsaWithSha256,
    named(issuer.name),
    sequence(time(notBefore), time(notAfter)),
    named(subject),
    keys.publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions)),
  )
  const signature = sign('sha256', body, issuer.keys.privateKey)
  const whole = sequence(body, ecdsaWithSha256, bits(signature))
  return {
    cert: new X509Certificate(whole).toString(),
    key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

const ecdsaWithSha256 = sequence(objectId('2a8648ce3d040302'))
/** Basic constraints, critical. */
const authority = extension('551d13', true, sequence(der(0x01, [0xff])))
/** Key usage, critical. */
const signsCertificates = extension('551d0f', true, der(0x03, [0x02, 0x04]))
/** Extended key usage. */
const server = extension('551d25', false, sequence(objectId('2b06010505070301')))

function alternativeNames(hosts: string[]): Buffer {
  const names = hosts.map((host) =>
    isIP(host) ? der(0x87, host.split('.').map(Number)) : der(0x82, Buffer.from(host)),
  )
  return extension('551d11', false, sequence(...names))
}

function extension(id: string, isCritical: boolean, value: Buffer): Buffer {
  const critical = isCritical ? [der(0x01, [0xff])] : []
  return sequence(objectId(id), ...critical, der(0x04, value))
}

function named(commonName: string): Buffer {
  return sequence(der(0x31, sequence(objectId('550403'), der(0x0c, Buffer.from(commonName)))))
}

function newKeys(): KeyPairKeyObjectResult {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
}
