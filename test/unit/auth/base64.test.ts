import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeBase64Text, encodeBase64Text } from '../../../main/auth/token/base64.ts'

/** RFC 4648 section 10, and texts whose bytes are small, large and many. */
const pairs: [text: string, encoded: string][] = [
  ['', ''],
  ['f', 'Zg=='],
  ['fo', 'Zm8='],
  ['foo', 'Zm9v'],
  ['foob', 'Zm9vYg=='],
  ['fooba', 'Zm9vYmE='],
  ['foobar', 'Zm9vYmFy'],
  ['\n\t\u0001', 'CgkB'],
  ['é€😀', 'w6nigqzwn5iA'],
]

for (const [text, encoded] of pairs) {
  test(`${JSON.stringify(text)} is ${encoded || 'nothing'} in base64, and back`, () => {
    assert.equal(encodeBase64Text(text), encoded)
    assert.equal(decodeBase64Text(encoded), text)
    assert.equal(decodeBase64Text(encoded.replace(/=+$/, '')), text)
  })
}

test('only digits of base64 are read, and not their neighbours in the alphabet of all characters', () => {
  for (const digit of ['@', '[', '`', '{', '|', '.', ':', ',', 'é', '\u0100']) {
    assert.equal(decodeBase64Text(`Zm9${digit}`), null, digit)
  }
  for (const digit of ['A', 'Z', 'a', 'z', '0', '9', '+', '/', '-', '_']) {
    assert.equal(decodeBase64Text(`Zm9v${digit}`), 'foo', digit)
  }
})
