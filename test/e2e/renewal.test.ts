import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  chooseFromAccountMenu,
  signIn,
  signInWithToken,
  waitForStatus,
} from '../support/app/page.ts'
import { setStage } from './harness.ts'

const stage = setStage()

test('a token revoked during a connection is renewed, and messages sent meanwhile arrive once', async () => {
  const { faults } = stage.sandbox()
  const app = await stage.launch()
  await signIn(app.page, 'alice')
  await waitForStatus(app.page, 'Connected')
  await app.page.getByRole('navigation', { name: 'Channels' }).getByText('Alice and Bob').click()
  await app.page.getByRole('log', { name: 'Messages' }).waitFor()

  faults.act({ action: 'resetCounters' })
  faults.change({ tokenServiceDelayMs: 800 })
  faults.act({ action: 'expire', user_id: 'alice' })
  await waitForStatus(app.page, 'Refreshing')
  await app.page.getByRole('textbox', { name: 'Message' }).fill('Sent while renewing')
  await app.page.getByRole('button', { name: 'Send' }).click()
  await waitForStatus(app.page, 'Connected')
  const log = app.page.getByRole('log', { name: 'Messages' })
  await log.getByText('Sent while renewing').waitFor()
  assert.equal(await log.getByText('Sent while renewing').count(), 1)
  assert.equal(faults.counters().tokenServiceCalls, 1)
  faults.change({ tokenServiceDelayMs: 0 })
  await app.quit()
})

test('a token near its end is renewed before the server has to say so', async () => {
  const { faults } = stage.sandbox()
  faults.change({ tokenLifeSeconds: 6 })
  const app = await stage.launch()
  await signIn(app.page, 'bob')
  await waitForStatus(app.page, 'Connected')
  faults.act({ action: 'resetCounters' })
  faults.change({ tokenLifeSeconds: 3600 })
  while (faults.counters().tokenServiceCalls === 0) await app.page.waitForTimeout(100)
  await waitForStatus(app.page, 'Connected')
  assert.equal(faults.counters().tokenServiceCalls, 1)
  await app.quit()
})

test('a pasted token that ends asks for a new one and keeps the account', async () => {
  const { faults } = stage.sandbox()
  const app = await stage.launch()
  await signInWithToken(app.page, await stage.sandbox().issueToken('carol'))
  await waitForStatus(app.page, 'Connected')
  faults.act({ action: 'expire', user_id: 'carol' })
  await waitForStatus(app.page, 'Sign in again')
  await app.quit()
})

test('a restart with a dead backend shows the account and the time of the next try, and recovers by itself', async () => {
  const { faults } = stage.sandbox()
  const first = await stage.launch()
  await signIn(first.page, 'alice')
  await waitForStatus(first.page, 'Connected')
  await first.quit()

  faults.change({ network: 'off' })
  const second = await stage.launch({ userData: first.userData })
  await waitForStatus(second.page, 'Offline')
  assert.match(String(await second.page.textContent('body')), /Alice Moreau/)
  faults.change({ network: 'on' })
  await waitForStatus(second.page, 'Connected')
  await second.quit()
})

test('signing out while a renewal is under way stays signed out', async () => {
  const { faults } = stage.sandbox()
  const app = await stage.launch()
  await signIn(app.page, 'alice')
  await waitForStatus(app.page, 'Connected')
  faults.change({ tokenServiceDelayMs: 700 })
  faults.act({ action: 'expire', user_id: 'alice' })
  await waitForStatus(app.page, 'Refreshing')
  await chooseFromAccountMenu(app.page, 'Sign out')
  await app.page.getByRole('tab', { name: 'Sign in' }).waitFor()
  await app.page.waitForTimeout(1_000)
  assert.ok(await app.page.getByRole('tab', { name: 'Sign in' }).isVisible())
  faults.change({ tokenServiceDelayMs: 0 })
  await app.quit()
})
