import { after, before, suite, test } from 'node:test'
import { expect } from 'playwright/test'
import * as developerTools from '../harness/developerTools.ts'
import { Harness } from '../harness/harness.ts'
import { openTimeline } from '../harness/timelineFixtures.ts'

suite('the developer tools in German', () => {
  let harness: Harness
  before(async () => {
    harness = await Harness.open()
  })
  after(() => harness.close())

  const panel = () =>
    harness.page.getByRole('complementary', { name: 'Entwicklerwerkzeuge', exact: true })

  test('change the language while they are open, and keep a typed number', async () => {
    await developerTools.openTools(harness, 'Sandbox')
    const delay = developerTools.tools(harness).getByLabel('Chat server delay')
    await delay.fill('many')
    await delay.press('Enter')
    await expect(delay).toHaveAccessibleDescription(/Enter a whole number from 0 to 3600000\./)
    await harness.translate('de')
    const translated = panel().getByLabel('Verzögerung des Chat-Servers')
    await expect(translated).toHaveValue('many')
    await expect(translated).toHaveAccessibleDescription(/eine ganze Zahl von 0 bis 3600000 ein\./)
    await harness.translate('en')
    await expect(delay).toHaveValue('many')
  })

  test('translate the events that are already in the list', async () => {
    await openTimeline(harness)
    await harness.translate('de')
    const events = panel().getByRole('log', { name: 'Ereignisse' })
    await expect(events.getByText('Token erneuert')).toBeVisible()
    await expect(events.getByText('Token renewed')).toHaveCount(0)
    await panel().getByRole('searchbox', { name: 'Ereignisse filtern' }).fill('erneuert')
    await expect(events.getByRole('listitem')).toHaveCount(1)
  })
})
