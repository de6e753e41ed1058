import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readImageFormat } from '../../../main/chat/imageFormat.ts'
import { gif, jpeg, png, webp } from '../../support/images.ts'

for (const [kind, bytes, type] of [
  ['PNG', png(300, 200), 'image/png'],
  ['GIF', gif(300, 200), 'image/gif'],
  ['JPEG', jpeg(300, 200), 'image/jpeg'],
  ['lossy WebP', webp.lossy(300, 200), 'image/webp'],
  ['lossless WebP', webp.lossless(300, 200), 'image/webp'],
  ['extended WebP', webp.extended(300, 200), 'image/webp'],
] as const) {
  test(`the type and the size of a ${kind} are read from its content`, () => {
    assert.deepEqual(readImageFormat(bytes), { type, width: 300, height: 200 })
  })

  test(`a ${kind} that is cut short anywhere in its head has no type`, () => {
    const whole = readImageFormat(bytes)
    for (let length = 0; length < bytes.length; length += 1) {
      const read = readImageFormat(bytes.subarray(0, length))
      if (read !== null) assert.deepEqual(read, whole, `${length} bytes`)
    }
    assert.equal(readImageFormat(bytes.subarray(0, 9)), null)
  })
}

for (const [what, text] of [
  ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'],
  ['a page', '<!doctype html><h1>Please sign in to the network</h1>'],
  ['a PDF', '%PDF-1.7'],
  ['nothing', ''],
] as const) {
  test(`${what} is no picture`, () => {
    assert.equal(readImageFormat(Buffer.from(text)), null)
  })
}
