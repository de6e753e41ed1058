import type { Picture } from './picture.ts'

const largestBitmap = 64

/**
 * A Windows icon with several sizes. Larger ones are PNG; the others are bitmaps, since tools that put an icon into a
 * program do not all take small PNGs.
 * https://learn.microsoft.com/en-us/previous-versions/ms997538(v=msdn.10)
 */
export function writeIco(pictures: readonly Picture[]): Buffer {
  const bodies = pictures.map((picture) =>
    picture.size > largestBitmap ? picture.png : bitmap(picture),
  )
  const head = Buffer.alloc(6 + 16 * pictures.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let offset = head.length
  for (const [index, { size }] of pictures.entries()) {
    const entry = 6 + 16 * index
    const length = bodies[index]?.length ?? 0
    // A byte has no 256: 0 stands for it.
    head.writeUInt8(size % 256, entry)
    head.writeUInt8(size % 256, entry + 1)
    head.writeUInt16LE(1, entry + 4)
    head.writeUInt16LE(32, entry + 6)
    head.writeUInt32LE(length, entry + 8)
    head.writeUInt32LE(offset, entry + 12)
    offset += length
  }
  return Buffer.concat([head, ...bodies])
}

/** A bitmap as icons have it: from the bottom up, and followed by a mask of one bit a pixel, which alpha makes needless. */
function bitmap({ size, rgba }: Picture): Buffer {
  const head = Buffer.alloc(40)
  head.writeUInt32LE(head.length, 0)
  head.writeInt32LE(size, 4)
  // The height counts the mask as well.
  head.writeInt32LE(size * 2, 8)
  head.writeUInt16LE(1, 12)
  head.writeUInt16LE(32, 14)
  const pixels = Buffer.alloc(size * size * 4)
  for (let row = 0; row < size; row += 1) {
    const line = rgba.subarray(row * size * 4, (row + 1) * size * 4)
    line.copy(pixels, (size - 1 - row) * size * 4)
  }
  // Windows wants blue first.
  for (let at = 0; at < pixels.length; at += 4) pixels.subarray(at, at + 3).reverse()
  const maskLine = Math.ceil(size / 32) * 4
  return Buffer.concat([head, pixels, Buffer.alloc(maskLine * size)])
}
