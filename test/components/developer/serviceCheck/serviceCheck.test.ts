import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { expect } from 'playwright/test'
import * as developerTools from '../../harness/developerTools.ts'
import * as views from '../../harness/views.ts'
import { Harness } from '../../harness/harness.ts'

suite('the token service check', () => {
  let harness: Harness
  before(async () => {
    harness = await Harness.open()
  })
  after(() => harness.close())

  const panel = () => developerTools.tools(harness)
  const field = (name: string) => panel().getByLabel(name, { exact: true })
  const button = (name: string) => panel().getByRole('button', { name })
  const shown = () => panel().getByRole('listitem')
  const done = { ok: true, value: developerTools.report } as const

  test('starts with the workspace’s token service and sends the typed values', async () => {
    await developerTools.openTools(harness, 'Token service', developerTools.developing(), {
      checkTokenService: done,
    })
    await expect(field('URL')).toHaveValue('https://api.acme.example/token')
    await developerTools.runCheck(harness)
    assert.deepEqual(await harness.requests('checkTokenService'), [
      {
        url: 'https://api.acme.example/token',
        userId: 'alice',
        password: 'wonderland',
        signIn: 'password',
      },
    ])
  })

  test('shows findings as they arrive, then a summary', async () => {
    await developerTools.openTools(harness, 'Token service', developerTools.developing(), {
      checkTokenService: 'held',
    })
    await developerTools.runCheck(harness)
    await expect(button('Check')).toHaveAttribute('aria-busy', 'true')
    await expect(panel().getByText('Checking… 0 done')).toBeInViewport()
    const [first] = developerTools.findings
    assert.ok(first)
    await harness.emit('finding', first)
    await expect(shown()).toHaveText([/^Passed\s*It can be reached.*38 ms$/])
    await button('Check').click({ force: true })
    assert.equal((await harness.requests('checkTokenService')).length, 1)

    await harness.release('checkTokenService', done)
    await expect(panel().getByText('1 passed, 1 warning, 1 failed, 1 skipped.')).toBeVisible()
    await expect(shown()).toHaveText([/^Passed/, /^Skipped/, /^Warning/, /^Failed/])
    await expect(shown().last()).toContainText('answer 401 with a JSON error')
    await expect(button('Check')).toHaveAttribute('aria-busy', 'false')
  })

  test('keeps the password while something fails, and clears it after', async () => {
    await developerTools.openTools(harness, 'Token service', developerTools.developing(), {
      checkTokenService: done,
    })
    await developerTools.runCheck(harness)
    await expect(panel().getByText('1 failed')).toBeVisible()
    await expect(field('Password')).toHaveValue('wonderland')
    const findings = developerTools.findings.filter(({ verdict }) => verdict !== 'fail')
    const checkTokenService = { ok: true, value: { ...developerTools.report, findings } } as const
    await harness.answer({ checkTokenService })
    await button('Check').click()
    await expect(panel().getByText('0 failed')).toBeVisible()
    await expect(field('Password')).toHaveValue('')
  })

  test('can be stopped and run again, and keeps its findings', async () => {
    await developerTools.openTools(harness, 'Token service', developerTools.developing(), {
      checkTokenService: 'held',
    })
    await button('Stop').click({ force: true })
    assert.deepEqual(await harness.requests('stopCheck'), [])
    await developerTools.runCheck(harness)
    for (const finding of developerTools.findings.slice(0, 2))
      await harness.emit('finding', finding)
    await button('Stop').click()
    assert.equal((await harness.requests('stopCheck')).length, 1)
    const aborted = { ok: false, code: 'aborted', message: '', field: null } as const
    await harness.release('checkTokenService', aborted)
    await expect(panel().getByText('Stopped. 1 passed, 0 failed, 1 skipped.')).toBeVisible()
    await harness.answer({ checkTokenService: done })
    await button('Check').click()
    await expect(shown()).toHaveCount(4)
  })

  test('shows missing values and errors at their fields', async () => {
    await developerTools.openTools(harness, 'Token service')
    // The workspace's values are filled in a moment later.
    await expect(field('URL')).not.toHaveValue('')
    await field('URL').fill('')
    await button('Check').click()
    await expect(panel().getByRole('alert')).toHaveCount(3)
    await expect(field('URL')).toBeFocused()
    const checkTokenService = {
      ok: false,
      code: 'badInput',
      message: '',
      field: 'tokenServiceUrl',
    } as const
    await harness.answer({ checkTokenService })
    await field('URL').fill('ftp://api.acme.example')
    await developerTools.runCheck(harness)
    await expect(field('URL')).toHaveAccessibleDescription(/Enter a full URL/)
    await expect(field('URL')).toBeFocused()
    await expect(field('Password')).toHaveValue('wonderland')
  })

  test('has no password field if the service requires none', async () => {
    const readTokenService = {
      ok: true,
      value: { url: 'https://a.example', signIn: 'none' },
    } as const
    await developerTools.openTools(harness, 'Token service', developerTools.developing(), {
      readTokenService,
      checkTokenService: done,
    })
    await expect(panel().getByLabel('User ID only')).toBeChecked()
    await expect(field('Password')).toHaveCount(0)
    await field('User ID').fill('alice')
    await button('Check').click()
    assert.deepEqual(await harness.requests('checkTokenService'), [
      { url: 'https://a.example', userId: 'alice', password: '', signIn: 'none' },
    ])
  })

  test('starts with an empty URL in a workspace without a token service', async () => {
    const view = views.view({ workspace: views.longName, developerMode: true })
    const readTokenService = { ok: true, value: null } as const
    await developerTools.openTools(harness, 'Token service', view, { readTokenService })
    await expect(field('URL')).toHaveValue('')
  })

  test('stops and clears its password when the tools close, but not on another tab', async () => {
    await developerTools.openTools(harness, 'Token service', developerTools.developing(), {
      checkTokenService: 'held',
    })
    await developerTools.runCheck(harness)
    await panel().getByRole('tab', { name: 'Timeline' }).click()
    await panel().getByRole('tab', { name: 'Token service' }).click()
    await expect(panel().getByText('Checking… 0 done')).toBeVisible()
    await expect(field('Password')).toHaveValue('wonderland')
    await button('Close developer tools').click()
    assert.equal((await harness.requests('stopCheck')).length, 1)
    await harness.page.getByRole('button', { name: 'Developer tools', exact: true }).click()
    await expect(field('Password')).toHaveValue('')
    await expect(field('User ID')).toHaveValue('alice')
  })

  test('starts afresh in another workspace', async () => {
    await developerTools.openTools(harness, 'Token service', developerTools.developing(), {
      checkTokenService: done,
    })
    await developerTools.runCheck(harness)
    await expect(shown()).toHaveCount(4)
    const readTokenService = {
      ok: true,
      value: { url: 'https://other.example/t', signIn: 'password' },
    } as const
    await harness.answer({ readTokenService })
    await harness.emit('view', views.view({ workspace: views.acme, developerMode: true }))
    await expect(field('URL')).toHaveValue('https://other.example/t')
    await expect(field('User ID')).toHaveValue('')
    await expect(shown()).toHaveCount(0)
  })
})
