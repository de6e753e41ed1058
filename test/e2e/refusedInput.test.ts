import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signIn, signInWithToken, waitForAlert, waitForStatus } from '../support/app/page.ts'
import { readKeyring } from '../support/app/secretTool.ts'
import { setStage } from './harness.ts'
import { writeConfig } from '../support/app/driver.ts'

const stage = setStage()

test('a wrong password is told at its field and nothing typed is lost', async () => {
  const app = await stage.launch()
  await app.page.getByLabel('User ID').fill('alice')
  await app.page.getByLabel('Password').fill('not her password')
  await app.page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await waitForAlert(app.page)
  const password = app.page.getByLabel('Password')
  assert.equal(await password.getAttribute('aria-invalid'), 'true')
  assert.equal(await app.page.getByLabel('User ID').inputValue(), 'alice')
  assert.equal(await password.inputValue(), 'not her password')
  assert.equal(await readKeyring(stage.desktop()), '')

  await signIn(app.page, 'alice')
  await waitForStatus(app.page, 'Connected')
  await app.quit()
})

test('a token of another user than the typed user ID is refused before it is used', async () => {
  const { faults } = stage.sandbox()
  faults.act({ action: 'resetCounters' })
  const app = await stage.launch()
  await signInWithToken(app.page, await stage.sandbox().issueToken('bob'), 'alice')
  assert.match(await waitForAlert(app.page), /another user/)
  const { rest, connects } = faults.counters()
  assert.deepEqual({ rest, connects }, { rest: {}, connects: {} }, 'the server never heard of it')
  await app.quit()
})

/** Pasted tokens that a chat server refuses, and the window's sentence about each. */
const noTokens: [raw: string, words: RegExp][] = [
  ['hello', /three parts/],
  ['a.b.c', /three parts/],
  ['x'.repeat(20_000), /three parts/],
  [unsigned({ alg: 'none' }, { user_id: 'alice' }).slice(0, -4), /unsigned/],
  [unsigned({ alg: 'RS256' }, { user_id: 'alice' }), /HS256/],
  [unsigned({ alg: 'HS256' }, {}), /names no user/],
  [unsigned({ alg: 'HS256' }, { user_id: 7 }), /must be a string/],
]

test('text that is no token gets its own error at its field', async () => {
  const app = await stage.launch()
  await app.page.getByRole('button', { name: 'Use a token instead' }).click()
  const field = app.page.getByLabel('Token', { exact: true })
  for (const [raw, words] of noTokens) {
    await field.fill(raw)
    await app.page.getByRole('button', { name: 'Sign in with token' }).click()
    assert.match(await waitForAlert(app.page), words)
    assert.equal(await field.getAttribute('aria-invalid'), 'true')
  }
  await app.quit()
})

test('a token with a false signature is refused by the server and not kept', async () => {
  const app = await stage.launch()
  const [header, payload] = (await stage.sandbox().issueToken('carol')).split('.')
  await signInWithToken(
    app.page,
    `${header}.${payload}.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA`,
  )
  await waitForAlert(app.page)
  assert.doesNotMatch(await readKeyring(stage.desktop()), /carol/)
  await app.quit()
})

test('a backend that is not there is said, and the form stays', async () => {
  const dead = { ...stage.config(), serverUrl: 'http://127.0.0.1:9', tokenService: undefined }
  const app = await stage.launch({ config: await writeConfig(stage.desktop(), dead) })
  await app.page.getByLabel('Token', { exact: true }).fill(await stage.sandbox().issueToken('bob'))
  await app.page.getByRole('button', { name: 'Sign in with token' }).click()
  await waitForAlert(app.page)
  assert.ok(await app.page.getByRole('button', { name: 'Sign in with token' }).isEnabled())
  await app.quit()
})

test('two clicks are one sign-in', async () => {
  const { faults } = stage.sandbox()
  faults.act({ action: 'resetCounters' })
  const app = await stage.launch()
  await app.page.getByLabel('User ID').fill('alice')
  await app.page.getByLabel('Password').fill('alice-sandbox')
  await app.page.getByRole('button', { name: 'Sign in', exact: true }).dblclick()
  await waitForStatus(app.page, 'Connected')
  assert.equal(faults.counters().tokenServiceCalls, 1)
  await app.quit()
})

/** A JWT with `sign` in base64url in the place of a signature. */
function unsigned(header: object, payload: object): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  return `${encode(header)}.${encode(payload)}.c2ln`
}
