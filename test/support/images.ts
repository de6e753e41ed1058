import { deflateSync, crc32 } from 'node:zlib'

/** A PNG of one colour (RGB). Its pixels are there only if it is small, for a test of a size needs none. */
export function png(width: number, height: number, colour = [12, 106, 88]): Buffer {
  const row = Buffer.concat([Buffer.from([0]), ...Array(width).fill(Buffer.from(colour))])
  const pixels = width * height <= 128 * 128 ? Buffer.concat(Array(height).fill(row)) : row
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}

/** The head of a GIF. */
export function gif(width: number, height: number): Buffer {
  const bytes = Buffer.from('GIF89a\0\0\0\0\0\0\0', 'latin1')
  bytes.writeUInt16LE(width, 6)
  bytes.writeUInt16LE(height, 8)
  return bytes
}

/** The head of a JPEG: a segment of an application, a table, a fill byte, and the frame header. */
export function jpeg(width: number, height: number): Buffer {
  const frame = Buffer.from([0xff, 0xff, 0xc2, 0, 8, 8, 0, 0, 0, 0, 3])
  frame.writeUInt16BE(height, 6)
  frame.writeUInt16BE(width, 8)
  const before = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc4, 0, 3, 9]
  return Buffer.concat([Buffer.from(before), frame])
}

/** The heads of the three kinds of WebP. */
export const webp = {
  lossy(width: number, height: number): Buffer {
    const bytes = riff('VP8 ', 30)
    bytes.set([0x9d, 0x01, 0x2a], 23)
    bytes.writeUInt16LE(width, 26)
    bytes.writeUInt16LE(height, 28)
    return bytes
  },
  lossless(width: number, height: number): Buffer {
    const bytes = riff('VP8L', 25)
    bytes.writeUInt8(0x2f, 20)
    bytes.writeUInt32LE((width - 1) | ((height - 1) << 14), 21)
    return bytes
  },
  extended(width: number, height: number): Buffer {
    const bytes = riff('VP8X', 30)
    bytes.writeUIntLE(width - 1, 24, 3)
    bytes.writeUIntLE(height - 1, 27, 3)
    return bytes
  },
}

function riff(chunk: string, size: number): Buffer {
  const bytes = Buffer.alloc(size)
  bytes.write('RIFF\0\0\0\0WEBP', 0, 'latin1')
  bytes.write(chunk, 12, 'latin1')
  return bytes
}
