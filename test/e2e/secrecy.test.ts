import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signIn, signInWithToken, waitForStatus } from '../support/app/page.ts'
import { storedSecrets } from '../support/app/secretTool.ts'
import { filesWith, heapOf, setStage } from './harness.ts'

const stage = setStage()

test('a token from the token service is in the keychain and nowhere else', async () => {
  const app = await stage.launch({ env: { LATCHKEY_LOG: 'info' } })
  await signIn(app.page, 'alice')
  await waitForStatus(app.page, 'Connected')
  const [token, refreshCredential] = await storedSecrets(stage.desktop())
  assert.match(token, /^eyJ/)

  const heap = await heapOf(app.page)
  assert.ok(heap.includes('Alice Moreau'), 'the snapshot shows what the window knows')
  await app.quit()
  for (const secret of [token, refreshCredential, 'alice-sandbox']) {
    const bytes = secret.slice(0, 200)
    assert.deepEqual(await filesWith(app.userData, bytes), [])
    assert.ok(!app.output().includes(bytes), 'not in the log')
  }
  for (const secret of [token, refreshCredential]) {
    assert.ok(!heap.includes(signatureOf(secret)), 'not in the heap of the window')
  }
})

test('a pasted token is gone from the window once it is used', async () => {
  const token = await stage.sandbox().issueToken('bob')
  const app = await stage.launch({ env: { LATCHKEY_LOG: 'info' } })
  await signInWithToken(app.page, token)
  await waitForStatus(app.page, 'Connected')
  const heap = await heapOf(app.page)
  assert.ok(!heap.includes(signatureOf(token)), 'not in the heap of the window')
  await app.quit()
  assert.deepEqual(await filesWith(app.userData, token), [])
  assert.ok(!app.output().includes(signatureOf(token)), 'not in the log')
})

test('a token that is pasted only to be read is gone from the window once it is read', async () => {
  const token = await stage.sandbox().issueToken('bob')
  const app = await stage.launch()
  await app.page.getByRole('button', { name: 'Developer tools', exact: true }).click()
  const tools = app.page.getByRole('complementary', { name: 'Developer tools' })
  await tools.locator('input').fill(token)
  await tools.getByRole('button', { name: 'Read token' }).click()
  await tools.getByText('This token belongs to bob.').waitFor()
  assert.ok(!(await app.page.content()).includes(signatureOf(token)), 'not on the screen')
  const heap = await heapOf(app.page)
  assert.ok(!heap.includes(signatureOf(token)), 'not in the heap of the window')
  await app.quit()
})

test('a draft is there after a reload, a password is not, and neither is on disk or in the log', async () => {
  const app = await stage.launch({ env: { LATCHKEY_LOG: 'debug' } })
  const { page } = app
  await page.getByLabel('User ID').fill('alice')
  await page.getByLabel('Password').fill('a-password-half-typed')
  await page.reload()
  assert.equal(await page.getByLabel('User ID').inputValue(), 'alice')
  assert.equal(await page.getByLabel('Password').inputValue(), '')

  await signIn(page, 'alice')
  await waitForStatus(page, 'Connected')
  const composer = page.getByRole('textbox', { name: 'Message' })
  await composer.fill('a thought that nobody has sent')
  await page.reload()
  await waitForStatus(page, 'Connected')
  await composer.waitFor()
  assert.equal(await composer.inputValue(), 'a thought that nobody has sent')
  await app.quit()
  for (const text of ['a-password-half-typed', 'a thought that nobody has sent']) {
    assert.deepEqual(await filesWith(app.userData, text), [])
    assert.ok(!app.output().includes(text), 'not in the log')
  }
})

/** The part of a JWT that nobody could come by otherwise. */
function signatureOf(token: string): string {
  return token.split('.')[2] ?? ''
}
