import { randomBytes } from 'node:crypto'
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { expect } from 'playwright/test'
import { startSandbox, type Sandbox } from '../../sandbox/server.ts'
import { writeConfig } from '../support/app/driver.ts'
import { signIn, waitForStatus } from '../support/app/page.ts'
import { isSandboxOdd, setStage } from './harness.ts'

const stage = setStage()
let sandbox: Sandbox
before(async () => {
  const secret = randomBytes(32).toString('hex')
  const faults = { odd: isSandboxOdd }
  sandbox = await startSandbox({ secret, bot: 'off', large: true, faults })
})
after(() => sandbox.stop())

test('every channel of many can be reached, and the start of a long history', async () => {
  const { url, apiKey, tokenServiceUrl } = sandbox
  const tokenService = { url: tokenServiceUrl }
  const configuration = { name: 'Large', apiKey, serverUrl: url, tokenService }
  const config = await writeConfig(stage.desktop(), configuration)
  const { page, quit } = await stage.launch({ config })
  await signIn(page, 'alice', false)
  await waitForStatus(page, 'Connected')
  const channels = page.getByRole('navigation', { name: 'Channels' })
  // The last of 40, on the second page.
  const last = channels.getByRole('button', { name: 'Running group 40' })
  await expect(async () => {
    await channels.evaluate((list) => list.scrollTo({ top: list.scrollHeight }))
    await expect(last).toBeInViewport({ timeout: 200 })
  }).toPass({ timeout: 15_000 })

  await channels.getByText('Long history').click()
  const log = page.getByRole('log', { name: 'Messages' })
  await expect(log.getByText('(2000)')).toBeInViewport()
  await expect(async () => {
    await log.evaluate((area) => area.scrollTo({ top: 0 }))
    await expect(log.getByText('(1)', { exact: false }).first()).toBeInViewport({ timeout: 100 })
  }).toPass({ timeout: 60_000, intervals: [50] })
  assert.equal(await log.getByRole('article').count(), 2_000)
  await page.getByRole('button', { name: 'Jump to latest' }).click()
  await expect(log.getByText('(2000)')).toBeInViewport()
  await quit()
})
