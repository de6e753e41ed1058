import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { de } from '../../../../renderer/text/de.ts'
import { developer } from '../../../../renderer/text/de/developer.ts'
import { findShownTexts } from '../../../support/shownTexts.ts'

/** Names and the start of an address, which are the same in each language. */
const sameInAll = new Set(['Latchkey', 'https://'])

test('the window shows no text that is outside the catalogue', () => {
  const found = readdirSync('renderer', { recursive: true, encoding: 'utf8' })
    .map((name) => join('renderer', name).replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('renderer/text/'))
    .flatMap((path) =>
      findShownTexts(path, readFileSync(path, 'utf8'))
        .filter(({ text }) => !sameInAll.has(text))
        .map(({ text, line }) => `${path}:${line} ${text}`),
    )
  assert.deepEqual(found, [])
})

const shown = [
  `<p>Sign in</p>`,
  `<button aria-label="Close" />`,
  `<Field label={isNew ? 'Name' : 'Other'} />`,
  `const items = [{ label: 'Quit' }]`,
  `const text = 'You can write again.'`,
  'const text = `Waiting for ${name}.`',
]
for (const source of shown) {
  test(`a text is found in ${source}`, () => {
    assert.notEqual(findShownTexts('x.tsx', source).length, 0)
  })
}

test('keys, class names, errors and log lines are not texts', () => {
  const source = `
    <p class="muted small">{texts().chat.send}</p>
    if (event.key === 'Enter') throw new Error('There is no display.')
    log.info('app.started', { version })`
  assert.deepEqual(findShownTexts('x.tsx', source.replaceAll('<p', ';<p')), [])
})

test('no German text is empty or left out', () => {
  const visit = (path: string, value: unknown): void => {
    if (typeof value === 'string') assert.notEqual(value.trim(), '', path)
    else if (typeof value === 'object' && value !== null) {
      for (const [key, each] of Object.entries(value)) visit(`${path}.${key}`, each)
    } else assert.equal(typeof value, 'function', path)
  }
  visit('de', { ...de.window, ...de.settings, developer })
})
