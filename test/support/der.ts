/** Values in DER (X.690), as far as a certificate needs them. */

/** A tag, a length and a value. */
export function der(tag: number, value: Uint8Array | number[]): Buffer {
  const body = Buffer.from(value)
  const { length } = body
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), body])
}

export function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts))
}

/** An object identifier, its bytes in hex. */
export function objectId(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'))
}

export function bits(bytes: Uint8Array): Buffer {
  return der(0x03, [0, ...bytes])
}

/** GeneralizedTime: 20310506070809Z. */
export function time(instant: number): Buffer {
  const digits = new Date(instant).toISOString().replace(/[-T:]|\.\d+/g, '')
  return der(0x18, Buffer.from(digits))
}
