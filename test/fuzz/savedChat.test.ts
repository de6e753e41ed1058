import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readText, writeText } from '../../main/chat/saved/savedText.ts'
import { seal, unseal } from '../../main/chat/saved/sealedFile.ts'
import { anyJson, anyText } from './json.ts'
import { fuzz } from './run.ts'

const chatKey = fc
  .tuple(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.option(fc.string()))
  .map(([bytes, tokenService]) => ({
    key: Buffer.from(bytes).toString('base64'),
    issuedFor: { server: 'https://chat.example', tokenService, issuer: null },
  }))

test('a sealed text is read by its owner with its key, and by no other', async (t) => {
  const accountKey = fc.string({ unit: 'binary', maxLength: 100 })
  await fuzz(
    t,
    2_000,
    fc.property(
      anyText,
      accountKey,
      accountKey,
      chatKey,
      chatKey,
      (text, mine, other, key, wrong) => {
        const file = seal(text, mine, key)
        assert.equal(unseal(file, mine, key), Buffer.from(text).toString())
        if (mine !== other) assert.equal(unseal(file, other, key), null)
        if (JSON.stringify(key) !== JSON.stringify(wrong))
          assert.equal(unseal(file, mine, wrong), null)
      },
    ),
  )
})

test('whatever is changed in a file, or in its place, it is not read', async (t) => {
  const change = fc.record({ at: fc.nat(), bit: fc.nat(7), length: fc.nat() })
  await fuzz(
    t,
    3_000,
    fc.property(
      anyText,
      chatKey,
      change,
      fc.uint8Array(),
      (text, key, { at, bit, length }, bytes) => {
        const file = seal(text, 'alice', key)
        const flipped = Buffer.from(file)
        const place = at % file.length
        flipped.writeUInt8(flipped.readUInt8(place) ^ (1 << bit), place)
        assert.equal(unseal(flipped, 'alice', key), null)
        assert.equal(unseal(file.subarray(0, length % file.length), 'alice', key), null)
        assert.equal(unseal(Buffer.from(bytes), 'alice', key), null)
        assert.equal(unseal(Buffer.concat([file, Buffer.from(bytes), file]), 'alice', key), null)
      },
    ),
  )
})

test('any content is read as a saved chat or not at all', async (t) => {
  await fuzz(
    t,
    3_000,
    fc.property(anyJson, anyText, (json, text) => {
      for (const content of [JSON.stringify(json) ?? '', text]) {
        const saved = readText(content)
        if (saved !== null) assert.ok(readText(writeText(saved)) !== null)
      }
    }),
  )
})
