import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createKeptInputs } from '../../../main/window/keptInputs.ts'

test('texts are kept by key in the order they came, and null drops one', () => {
  const texts = createKeptInputs()
  texts.keep('a', 'one')
  texts.keep('b', '')
  texts.keep('c', 'three')
  texts.keep('a', 'changed')
  texts.keep('c', null)
  texts.keep('nothing', null)
  assert.deepEqual(texts.all(), [
    { key: 'a', text: 'changed' },
    { key: 'b', text: '' },
  ])
})

test('a window that keeps too much loses the oldest, and changing one text for long costs no room', () => {
  const texts = createKeptInputs()
  const long = 'x'.repeat(100_000)
  for (let round = 0; round < 100; round += 1) texts.keep('first', long)
  for (let number = 0; number < 38; number += 1) texts.keep(`${number}`, long)
  assert.equal(texts.all().length, 39)
  texts.keep('last', long)
  assert.equal(texts.all().length, 39)
  assert.equal(texts.all()[0]?.key, '0')
  assert.equal(texts.all().at(-1)?.key, 'last')
})
