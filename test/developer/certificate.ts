import { generateKeyPairSync, sign } from 'node:crypto'

/** A certificate that vouches for itself, and its key, both as PEM. */
export interface SelfSigned {
  cert: string
  key: string
}

/** Makes an X.509 certificate (RFC 5280) for a DNS name, ECDSA with SHA-256, good between two instants (epoch ms). */
export function selfSigned(name: string, notBefore: number, notAfter: number): SelfSigned {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(objectId(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02))
  const commonName = sequence(objectId(0x55, 0x04, 0x03), der(0x0c, Buffer.from(name)))
  const subject = sequence(der(0x31, commonName))
  const altName = extension([0x55, 0x1d, 0x11], sequence(der(0x82, Buffer.from(name))))
  // Vouches for certificates: its own.
  const authority = extension([0x55, 0x1d, 0x13], sequence(der(0x01, Buffer.from([0xff]))))
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    algorithm,
    subject,
    sequence(time(notBefore), time(notAfter)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(altName, authority)),
  )
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]))
  // Lines of 64 (RFC 7468, section 2); an empty one at the end would spoil it.
  const lines =
    sequence(body, algorithm, signature)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  }
}

/** One value in DER (X.690): tag, length, contents. */
function der(tag: number, contents: Buffer): Buffer {
  const { length } = contents
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length]
  return Buffer.concat([Buffer.from([tag, ...size.map((byte) => byte & 0xff)]), contents])
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts))
}

function objectId(...bytes: number[]): Buffer {
  return der(0x06, Buffer.from(bytes))
}

function extension(id: number[], value: Buffer): Buffer {
  return sequence(objectId(...id), der(0x04, value))
}

/** GeneralizedTime: 20310506070809Z. */
function time(instant: number): Buffer {
  const digits = new Date(instant).toISOString().replace(/\.\d+|\D/g, '')
  return der(0x18, Buffer.from(`${digits}Z`))
}
