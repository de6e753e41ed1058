import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { entrySentence } from '../../../../renderer/developer/events/eventLabels.ts'
import { durationText } from '../../../../renderer/developer/events/eventFields.ts'
import { refusalOptions } from '../../../../renderer/developer/faults/options.ts'
import { developerTexts, loadDeveloperTexts } from '../../../../renderer/text/developerTexts.ts'
import { chooseLanguage } from '../../../../renderer/text/language.ts'
import { entriesAt } from '../../../components/harness/timelineFixtures.ts'

const at = new Date('2031-05-06T07:08:09').getTime()
const german = () => chooseLanguage('de', 'de-DE')
after(() => chooseLanguage('en', 'en-GB'))

test('the texts are in the language of the window once they are loaded', async () => {
  await german()
  assert.equal(developerTexts().tabs.timeline, 'Timeline')
  await loadDeveloperTexts()
  assert.equal(developerTexts().tabs.timeline, 'Zeitachse')
})

test('the texts follow a later change of the language', async () => {
  await loadDeveloperTexts()
  await chooseLanguage('en', 'en-GB')
  await loadDeveloperTexts()
  assert.equal(developerTexts().tabs.timeline, 'Timeline')
  await german()
  await loadDeveloperTexts()
  assert.equal(developerTexts().tabs.timeline, 'Zeitachse')
})

test('an event is described in the language, with its facts and durations', async () => {
  await german()
  await loadDeveloperTexts()
  const [entry] = entriesAt(at, [
    [
      0,
      {
        category: 'renewal',
        event: 'renewal.failed',
        isProblem: true,
        durationMs: 10_500,
        facts: { code: 'timeout', nextTryInMs: 820, isHanging: true, other: null },
      },
    ],
  ])
  assert.ok(entry)
  assert.equal(
    entrySentence(entry),
    '07:08:09,000, Problem: Erneuerung fehlgeschlagen, timeout, nächster Versuch in 820 ms, um 07:08:09, hängt ja, other keine, Dauer 10,5 s',
  )
  assert.equal(durationText(200_000), '3 min 20 s')
})

test('the options of a fault keep their values in each language', async () => {
  await german()
  await loadDeveloperTexts()
  const translated = refusalOptions()
  await chooseLanguage('en', 'en-GB')
  await loadDeveloperTexts()
  const values = (options: typeof translated) => options.map(({ value }) => value)
  assert.deepEqual(values(translated), values(refusalOptions()))
  assert.equal(translated.at(1)?.label, 'Alle mit 2: API-Schlüssel falsch')
})
