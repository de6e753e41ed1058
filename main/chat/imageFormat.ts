/** The formats of pictures that are shown. SVG is none of them: it is a document that can hold scripts and addresses. */
export type ImageType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp'

/** A picture that the window may show. */
export interface Picture {
  type: ImageType
  data: Buffer
}

/** The format of a picture and its size in pixels, as its first bytes say. */
export interface ImageFormat {
  type: ImageType
  width: number
  height: number
}

/**
 * Reads the format from the content. The type that a server names is not looked at: it can name any. Null: this is none of
 * the formats, or its head is cut short.
 */
export function readImageFormat(bytes: Buffer): ImageFormat | null {
  try {
    return readPng(bytes) ?? readGif(bytes) ?? readWebp(bytes) ?? readJpeg(bytes)
  } catch (error) {
    // A Buffer throws this when it is read past its end.
    if (error instanceof RangeError) return null
    throw error
  }
}

/** PNG, third edition, sections 5.2 and 11.2.1. */
function readPng(bytes: Buffer): ImageFormat | null {
  if (!startsWith(bytes, 0, '\x89PNG\r\n\x1a\n') || !startsWith(bytes, 12, 'IHDR')) return null
  return { type: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

/** GIF89a, section 18. */
function readGif(bytes: Buffer): ImageFormat | null {
  if (!startsWith(bytes, 0, 'GIF87a') && !startsWith(bytes, 0, 'GIF89a')) return null
  return { type: 'image/gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
}

/** RFC 9649: the first chunk tells the size, in a place of its own for each of the three kinds. */
function readWebp(bytes: Buffer): ImageFormat | null {
  if (!startsWith(bytes, 0, 'RIFF') || !startsWith(bytes, 8, 'WEBP')) return null
  const type = 'image/webp'
  if (startsWith(bytes, 12, 'VP8 ') && startsWith(bytes, 23, '\x9d\x01\x2a')) {
    const [width, height] = [bytes.readUInt16LE(26), bytes.readUInt16LE(28)]
    return { type, width: width & 0x3fff, height: height & 0x3fff }
  }
  if (startsWith(bytes, 12, 'VP8L') && bytes.readUInt8(20) === 0x2f) {
    const bits = bytes.readUInt32LE(21)
    return { type, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  }
  if (!startsWith(bytes, 12, 'VP8X')) return null
  return { type, width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 }
}

/** ITU T.81, section B.2: segments up to the frame header, which tells the size. */
function readJpeg(bytes: Buffer): ImageFormat | null {
  if (!startsWith(bytes, 0, '\xff\xd8\xff')) return null
  for (let at = 2; ;) {
    if (bytes.readUInt8(at) !== 0xff) return null
    const marker = bytes.readUInt8(at + 1)
    // A marker may be preceded by any number of fill bytes.
    if (marker === 0xff) at += 1
    else if (isFrameHeader(marker)) {
      return {
        type: 'image/jpeg',
        width: bytes.readUInt16BE(at + 7),
        height: bytes.readUInt16BE(at + 5),
      }
    } else at += 2 + bytes.readUInt16BE(at + 2)
  }
}

/** SOF0 to SOF15; three markers of that range mean something else. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}

function startsWith(bytes: Buffer, at: number, text: string): boolean {
  return bytes.toString('latin1', at, at + text.length) === text
}
