import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { writeIcns } from '../../../scripts/icons/icns.ts'
import { writeIco } from '../../../scripts/icons/ico.ts'

test('the icon files are made from the drawings as they are now', () => {
  const hash = createHash('sha256')
  for (const name of ['icon.svg', 'icon-small.svg']) hash.update(readFileSync(`build/${name}`))
  const made = readFileSync('build/icons/drawing.sha256', 'utf8').trim()
  assert.equal(hash.digest('hex'), made, 'type "npm run icons"')
})

test('Linux finds a picture of each size that it asks for', () => {
  for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) {
    assert.equal(widthOf(readFileSync(`build/icons/${size}x${size}.png`)), size)
  }
})

test('Windows finds each size that it asks for: large ones as PNG, the others as bitmaps', () => {
  const sizes = readIco(readFileSync('build/icon.ico')).map(({ size }) => size)
  assert.deepEqual(sizes, [16, 20, 24, 32, 40, 48, 64, 128, 256])
})

test('macOS finds each size that it asks for, up to 512 on a Retina screen', () => {
  const file = readFileSync('build/icon.icns')
  assert.deepEqual(
    Object.fromEntries(readIcns(file).map(({ type, png }) => [type, widthOf(png)])),
    {
      ic11: 32,
      ic12: 64,
      ic07: 128,
      ic08: 256,
      ic13: 256,
      ic09: 512,
      ic14: 512,
      ic10: 1024,
    },
  )
})

test('a bitmap in a Windows icon is upside down, blue first, and has an empty mask', () => {
  const rgba = Buffer.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16])
  const [entry] = readIco(writeIco([{ size: 2, png: Buffer.alloc(0), rgba }]))
  const body = entry?.body ?? Buffer.alloc(0)
  assert.equal(body.readUInt32LE(0), 40)
  assert.deepEqual([body.readInt32LE(4), body.readInt32LE(8)], [2, 4])
  assert.deepEqual(
    [...body.subarray(40)],
    [11, 10, 9, 12, 15, 14, 13, 16, 3, 2, 1, 4, 7, 6, 5, 8, 0, 0, 0, 0, 0, 0, 0, 0],
  )
})

test('a macOS icon says its own length and that of each part', () => {
  const png = Buffer.from('picture')
  const file = writeIcns([{ size: 128, png, rgba: Buffer.alloc(0) }])
  assert.equal(file.length, 8 + 8 + png.length)
  assert.deepEqual(readIcns(file), [{ type: 'ic07', png }])
})

/** The width in the header of a PNG. */
function widthOf(png: Buffer): number {
  assert.equal(png.subarray(1, 4).toString(), 'PNG')
  return png.readUInt32BE(16)
}

function readIco(file: Buffer): { size: number; body: Buffer }[] {
  return Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
    const entry = 6 + 16 * index
    const [length, offset] = [file.readUInt32LE(entry + 8), file.readUInt32LE(entry + 12)]
    assert.ok(offset + length <= file.length)
    const body = file.subarray(offset, offset + length)
    const size = file.readUInt8(entry) || 256
    if (size > 64) assert.equal(widthOf(body), size)
    else if (size > 2) assert.equal(body.readInt32LE(4), size)
    return { size, body }
  })
}

function readIcns(file: Buffer): { type: string; png: Buffer }[] {
  assert.equal(file.subarray(0, 4).toString(), 'icns')
  assert.equal(file.readUInt32BE(4), file.length)
  const parts: { type: string; png: Buffer }[] = []
  for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
    const type = file.subarray(at, at + 4).toString()
    parts.push({ type, png: file.subarray(at + 8, at + file.readUInt32BE(at + 4)) })
  }
  return parts
}
