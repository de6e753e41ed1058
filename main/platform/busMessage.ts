/** A method call with texts and unsigned numbers for arguments. */
export interface BusCall {
  destination: string
  path: string
  interface: string
  member: string
  args?: readonly (string | number)[]
}

/** A value of a basic type. */
export type BusValue = string | number | boolean

/** A message of the bus. */
export interface BusMessage {
  /** In bytes, with its padding. */
  size: number
  /** The serial of the call that it answers; null: it answers none. */
  replyTo: number | null
  /** The name of the error; null: it is no error. */
  error: string | null
  /** Its first value, also one in a variant; null: there is none of a basic type. */
  value: BusValue | null
}

/** A call as the bus wants it: little-endian, header fields aligned to 8 bytes. */
export function writeCall(serial: number, call: BusCall): Buffer {
  const { args = [] } = call
  const body = new Writer()
  for (const arg of args) {
    if (typeof arg === 'string') body.text(arg)
    else body.number(arg)
  }
  const signature = args.map((arg) => (typeof arg === 'string' ? 's' : 'u')).join('')
  const fields = new Writer()
  fields.field(1, 'o', call.path)
  fields.field(2, 's', call.interface)
  fields.field(3, 's', call.member)
  fields.field(6, 's', call.destination)
  if (signature !== '') fields.field(8, 'g', signature)
  const head = new Writer()
  // Little-endian, a method call, no flags, version 1.
  head.bytes([0x6c, 1, 0, 1])
  head.number(body.length)
  head.number(serial)
  head.number(fields.length)
  head.append(fields)
  head.align(8)
  head.append(body)
  return head.buffer()
}

/** The first message in these bytes; null: it is not whole yet. @throws RangeError for bytes that are no message */
export function readMessage(bytes: Buffer): BusMessage | null {
  if (bytes.length < 16) return null
  const reader = new Reader(bytes, bytes[0] === 0x6c)
  const fieldsEnd = 16 + reader.numberAt(12)
  const bodyStart = Math.ceil(fieldsEnd / 8) * 8
  const size = bodyStart + reader.numberAt(4)
  if (bytes.length < size) return null
  const message: BusMessage = { size, replyTo: null, error: null, value: null }
  let signature = ''
  reader.place = 16
  while (reader.place < fieldsEnd) {
    reader.align(8)
    const code = reader.byte()
    const value = reader.value(reader.signature())
    if (code === 4 && typeof value === 'string') message.error = value
    if (code === 5 && typeof value === 'number') message.replyTo = value
    if (code === 8 && typeof value === 'string') signature = value
  }
  reader.place = bodyStart
  if (signature !== '' && message.error === null) message.value = reader.value(signature[0] ?? '')
  return message
}

class Writer {
  #parts: Buffer[] = []
  length = 0

  append(other: Writer): void {
    for (const part of other.#parts) this.#add(part)
  }

  bytes(values: number[]): void {
    this.#add(Buffer.from(values))
  }

  align(to: number): void {
    this.#add(Buffer.alloc((to - (this.length % to)) % to))
  }

  number(value: number): void {
    this.align(4)
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32LE(value)
    this.#add(bytes)
  }

  text(value: string): void {
    const bytes = Buffer.from(value)
    this.number(bytes.length)
    this.#add(bytes)
    this.bytes([0])
  }

  /** A code and a variant: the signature, then the value. */
  field(code: number, type: 'o' | 's' | 'g', value: string): void {
    this.align(8)
    this.bytes([code, 1, type.charCodeAt(0), 0])
    if (type !== 'g') return this.text(value)
    this.bytes([value.length, ...Buffer.from(value), 0])
  }

  buffer(): Buffer {
    return Buffer.concat(this.#parts)
  }

  #add(bytes: Buffer): void {
    this.#parts.push(bytes)
    this.length += bytes.length
  }
}

class Reader {
  place = 0
  readonly #bytes: Buffer
  readonly #isLittle: boolean

  constructor(bytes: Buffer, isLittle: boolean) {
    this.#bytes = bytes
    this.#isLittle = isLittle
  }

  align(to: number): void {
    this.place = Math.ceil(this.place / to) * to
  }

  byte(): number {
    this.place += 1
    return this.#bytes.readUInt8(this.place - 1)
  }

  numberAt(place: number): number {
    return this.#isLittle ? this.#bytes.readUInt32LE(place) : this.#bytes.readUInt32BE(place)
  }

  signature(): string {
    return this.#text(this.byte())
  }

  /** A value of a basic type, or a variant of one; null: of another type. */
  value(type: string): BusValue | null {
    if (type === 'v') return this.value(this.signature())
    if (type === 'g') return this.signature()
    if (type === 'y') return this.byte()
    if (!/^[bious]$/.test(type)) return null
    this.align(4)
    const number = this.numberAt(this.place)
    this.place += 4
    if (type === 's' || type === 'o') return this.#text(number)
    return type === 'b' ? number !== 0 : number
  }

  /** With the zero byte that ends it. */
  #text(length: number): string {
    const start = this.place
    this.place += length + 1
    return this.#bytes.toString('utf8', start, start + length)
  }
}
