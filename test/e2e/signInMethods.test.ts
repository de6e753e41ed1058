import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  chooseFromAccountMenu,
  signIn,
  signInWithToken,
  waitForStatus,
} from '../support/app/page.ts'
import { answerQuestions } from '../support/app/questions.ts'
import { readKeyring } from '../support/app/secretTool.ts'
import { filesWith, setStage } from './harness.ts'

const stage = setStage()

test('a person signs in with user id and password, quits, and is still signed in at the next start', async () => {
  const first = await stage.launch()
  await signIn(first.page, 'alice')
  await waitForStatus(first.page, 'Connected')
  await first.page.getByRole('navigation', { name: 'Channels' }).waitFor()
  await first.quit()

  const second = await stage.launch({ userData: first.userData })
  await waitForStatus(second.page, 'Connected')
  assert.match(await second.page.textContent('body').then(String), /Alice Moreau/)
  await second.quit()
})

test('a SIGKILL right after the sign-in loses nothing', async () => {
  const first = await stage.launch()
  await signIn(first.page, 'bob')
  await waitForStatus(first.page, 'Connected')
  await first.kill()

  const second = await stage.launch({ userData: first.userData })
  await waitForStatus(second.page, 'Connected')
  await second.quit()
})

test('signing out leaves nothing in the keychain and nothing in the profile', async () => {
  const token = await stage.sandbox().issueToken('carol')
  const app = await stage.launch()
  await signInWithToken(app.page, token)
  await waitForStatus(app.page, 'Connected')
  const kept = await readKeyring(stage.desktop())
  assert.ok(kept.includes('carol'), 'the keychain holds the record while signed in')

  await chooseFromAccountMenu(app.page, 'Sign out')
  await app.page.getByRole('tab', { name: 'Sign in' }).waitFor()
  const left = await readKeyring(stage.desktop())
  assert.ok(!left.includes('carol'), 'the keychain holds nothing after')
  await app.quit()
  assert.deepEqual(await filesWith(app.userData, token), [])
  assert.deepEqual(await filesWith(app.userData, 'carol'), [])
})

test('a pasted token is remembered too', async () => {
  const first = await stage.launch()
  await signInWithToken(first.page, ` ${await stage.sandbox().issueToken('alice')}\n`, 'alice')
  await waitForStatus(first.page, 'Connected')
  // The token knows her id only; the server knows her name, and keeps it.
  assert.match(await first.page.textContent('body').then(String), /Alice Moreau/)
  await first.quit()
  const second = await stage.launch({ userData: first.userData })
  await waitForStatus(second.page, 'Connected')
  await second.quit()
})

test('without "Keep me signed in" nothing outlives the run', async () => {
  const first = await stage.launch()
  const before = await readKeyring(stage.desktop())
  await signIn(first.page, 'alice', false)
  await waitForStatus(first.page, 'Connected')
  assert.equal(await readKeyring(stage.desktop()), before)
  await first.quit()
  const second = await stage.launch({ userData: first.userData })
  await second.page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
  await second.quit()
})

test('a guest reads a livestream but cannot write in it, and stays the same guest', async () => {
  const first = await stage.launch()
  await first.page.getByRole('tab', { name: 'Guest' }).click()
  await first.page.getByLabel('Display name').fill('Visitor Vera')
  await first.page.getByRole('button', { name: 'Continue as guest' }).click()
  await waitForStatus(first.page, 'Connected')
  const channels = first.page.getByRole('navigation', { name: 'Channels' })
  await channels.getByRole('button').first().click()
  await first.page.getByRole('log', { name: 'Messages' }).waitFor()
  await first.page.getByRole('button', { name: 'Sign in to write' }).waitFor()
  assert.match(String(await first.page.textContent('main')), /guests/i)
  const guest = /guest-[\w-]+/.exec(await readKeyring(stage.desktop()))?.[0]
  assert.ok(guest, 'the id that the server returned is kept')
  await first.quit()

  const second = await stage.launch({ userData: first.userData })
  await waitForStatus(second.page, 'Connected')
  assert.ok((await readKeyring(stage.desktop())).includes(guest))
  await second.quit()
})

test('an anonymous visitor reads livestreams and sees nothing else, and leaves no trace', async () => {
  const app = await stage.launch()
  const before = await readKeyring(stage.desktop())
  await app.page.getByRole('tab', { name: 'Anonymous' }).click()
  await app.page.getByRole('button', { name: 'Continue without signing in' }).click()
  await waitForStatus(app.page, 'Connected')
  const channels = app.page.getByRole('navigation', { name: 'Channels' })
  await channels.getByRole('button').first().click()
  await app.page.getByRole('log', { name: 'Messages' }).getByText('Welcome').first().waitFor()
  await app.page.getByRole('button', { name: 'Sign in to write' }).waitFor()
  assert.equal(await app.page.getByRole('textbox', { name: 'Message' }).count(), 0)
  const list = String(await channels.textContent())
  assert.match(list, /Launch day/)
  assert.doesNotMatch(list, /Alice and Bob|Design review/)
  assert.equal(await readKeyring(stage.desktop()), before)
  await app.quit()
})

test('an account that was switched away from is offered again, and is gone from the screen once forgotten', async () => {
  const app = await stage.launch()
  await signIn(app.page, 'bob')
  await waitForStatus(app.page, 'Connected')
  await chooseFromAccountMenu(app.page, 'Add account')
  const offer = app.page.getByRole('button', { name: 'Continue as Bob Okafor' })
  await offer.click()
  await waitForStatus(app.page, 'Connected')
  await chooseFromAccountMenu(app.page, 'Add account')
  await answerQuestions(app.electron, 'Forget')
  await app.page.getByRole('button', { name: 'Forget Bob Okafor' }).click()
  await offer.waitFor({ state: 'detached' })
  await app.quit()
})

test('a message sent by one person reaches another', async () => {
  const alice = await stage.launch()
  await signIn(alice.page, 'alice', false)
  await waitForStatus(alice.page, 'Connected')
  const bob = await stage.launch()
  await signIn(bob.page, 'bob', false)
  await waitForStatus(bob.page, 'Connected')
  for (const { page } of [alice, bob]) {
    await page.getByRole('navigation', { name: 'Channels' }).getByText('Alice and Bob').click()
    await page.getByRole('log', { name: 'Messages' }).waitFor()
  }
  await alice.page.getByRole('textbox', { name: 'Message' }).fill('See you at the pad')
  await alice.page.getByRole('button', { name: 'Send' }).click()
  const received = bob.page.getByRole('log', { name: 'Messages' }).getByText('See you at the pad')
  await received.waitFor()
  const shown = alice.page.getByRole('log', { name: 'Messages' }).getByText('See you at the pad')
  assert.equal(await shown.count(), 1)
  await alice.quit()
  await bob.quit()
})
