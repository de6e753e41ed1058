import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLanguage, type Language } from '../../../main/text/language.ts'
import { de } from '../../../main/text/de.ts'
import { en } from '../../../main/text/en.ts'

function open(systemLanguages: string[], systemLocale = systemLanguages[0] ?? '') {
  const changes: string[] = []
  const language: Language = createLanguage({ systemLanguages, systemLocale })
  language.onChange(() => changes.push(language.code()))
  return { language, changes }
}

/** [languages of the system, its format locale, the choice, the code, the locale] */
const cases = [
  [['de-AT', 'en-US'], 'de-AT', 'system', 'de', 'de-AT'],
  [['fr-FR', 'de-DE', 'en-US'], 'fr-FR', 'system', 'de', 'de-DE'],
  [['fr-FR'], 'fr-FR', 'system', 'en', 'en-FR'],
  [['de-DE'], 'de-DE', 'en', 'en', 'en-DE'],
  [['en-US'], 'en-GB', 'system', 'en', 'en-GB'],
  [['en-US'], 'en-US', 'de', 'de', 'de-US'],
  [['C'], 'C', 'system', 'en', 'en'],
  [[], '', 'de', 'de', 'de'],
  [['_', 'de'], '_', 'system', 'de', 'de'],
] as const

for (const [languages, format, choice, code, locale] of cases) {
  test(`with the choice ${choice} on a system of ${languages.join(', ') || 'none'} (${format}) it is ${locale}`, async () => {
    const { language } = open([...languages], format)
    await language.choose(choice)
    assert.equal(language.code(), code)
    assert.equal(language.locale(), locale)
    assert.equal(language.texts(), code === 'de' ? de : en)
  })
}

test('a change is told once, and not when the language stays', async () => {
  const { language, changes } = open(['en-GB'])
  await language.choose('system')
  await language.choose('en')
  assert.deepEqual(changes, [])
  await language.choose('de')
  await language.choose('de')
  await language.choose('system')
  assert.deepEqual(changes, ['de', 'en'])
})

test('of two choices the later one wins, although its texts load sooner', async () => {
  const { language, changes } = open(['en-GB'])
  await language.choose('de')
  await Promise.all([language.choose('en'), language.choose('de'), language.choose('en')])
  assert.equal(language.code(), 'en')
  assert.deepEqual(changes, ['de', 'en'])
})
