import type { Picture } from './picture.ts'

/** The sizes of a macOS icon and their types. One size may have two: for a plain and for a Retina screen. */
const types: Record<number, string[]> = {
  32: ['ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
}

/** The sizes that `writeIcns` wants. */
export const icnsSizes = Object.keys(types).map(Number)

/**
 * A macOS icon. The 16 and 32 pixels of a plain screen are left out, for PNG is not well read there; macOS makes them
 * from the next larger.
 * https://en.wikipedia.org/wiki/Apple_Icon_Image_format
 */
export function writeIcns(pictures: readonly Picture[]): Buffer {
  const blocks = pictures.flatMap(({ size, png }) =>
    (types[size] ?? []).map((type) => block(type, png)),
  )
  return block('icns', Buffer.concat(blocks))
}

/** A name of four letters and a length, which counts both. */
function block(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(type, 'latin1')
  head.writeUInt32BE(head.length + content.length, 4)
  return Buffer.concat([head, content])
}
