import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { expect } from 'playwright/test'
import type {
  SandboxAction,
  SandboxFaults,
  SandboxFaultsPatch,
} from '../../../../preload/contract.ts'
import { noFaults } from '../../../../sandbox/faultList.ts'
import * as developerTools from '../../harness/developerTools.ts'
import * as views from '../../harness/views.ts'
import { Harness } from '../../harness/harness.ts'

/** A reply with these faults changed. */
function set(change: Partial<SandboxFaults> = {}) {
  return { ok: true, value: { current: { ...noFaults, ...change }, defaults: noFaults } } as const
}

suite('the faults of the sandbox', () => {
  let harness: Harness
  before(async () => {
    harness = await Harness.open()
  })
  after(() => harness.close())

  const panel = () => developerTools.tools(harness)
  const patches = async () => (await harness.requests('changeFaults')) as SandboxFaultsPatch[]
  const actions = async () => (await harness.requests('runSandboxAction')) as SandboxAction[]
  const answer = (change: Partial<SandboxFaults>) => harness.answer({ changeFaults: set(change) })

  test('each has a label and a description', async () => {
    await developerTools.openTools(harness, 'Sandbox')
    const controls = panel().locator('fieldset').locator('input, select')
    await expect(controls).toHaveCount(Object.keys(noFaults).length + 1)
    for (const control of await controls.all()) {
      await expect(control).toHaveAccessibleName(/\S/)
      await expect(control).toHaveAccessibleDescription(/\S/)
    }
  })

  test('take effect at once and are marked when changed', async () => {
    await developerTools.openTools(harness, 'Sandbox')
    await expect(panel().getByText('All at their defaults')).toBeVisible()
    await answer({ tokenService: 'down' })
    await panel().getByLabel('The token service').selectOption('Is down')
    await expect(panel().getByText('Cuts every connection.')).toBeVisible()
    await expect(panel().getByText('default works')).toBeVisible()
    await expect(panel().getByText('1 changed')).toBeVisible()
    await answer({ tokenService: 'down', network: 'off' })
    await panel().getByLabel('Network off').check()
    await expect(panel().getByText('2 changed')).toBeVisible()
    await answer({ refuseWith: 43 })
    await panel()
      .getByLabel('Rejects requests')
      .selectOption('Everything with 43: signature invalid')
    await answer({})
    await panel().getByLabel('Rejects requests').selectOption('Nothing')
    await expect(panel().getByText('All at their defaults')).toBeVisible()
    assert.deepEqual(await patches(), [
      { tokenService: 'down' },
      { network: 'off' },
      { refuseWith: 43 },
      { refuseWith: null },
    ])
  })

  test('a number takes effect on blur or Enter, and an invalid one shows an error', async () => {
    await developerTools.openTools(harness, 'Sandbox')
    const life = panel().getByLabel('Token life')
    await answer({ tokenLifeSeconds: 5 })
    await life.fill('5')
    assert.deepEqual(await patches(), [])
    await harness.page.keyboard.press('Enter')
    await expect(panel().getByText('default 3600 s')).toBeVisible()
    await answer({ tokenLifeSeconds: -60 })
    await life.fill('-60')
    await life.blur()
    await expect(life).toHaveValue('-60')
    const delay = panel().getByLabel('Chat server delay')
    for (const wrong of ['', '1.5', 'soon', '-1', '3600001']) {
      await delay.fill(wrong)
      await delay.blur()
      await expect(delay).toHaveAccessibleDescription(/Enter a whole number from 0 to 3600000\./)
    }
    assert.deepEqual(await patches(), [{ tokenLifeSeconds: 5 }, { tokenLifeSeconds: -60 }])
  })

  test('tokens that never expire have no lifetime field', async () => {
    await developerTools.openTools(harness, 'Sandbox')
    await answer({ tokenLifeSeconds: 'forever' })
    await panel().getByLabel('Tokens never expire').check()
    await expect(panel().getByLabel('Token life')).toHaveCount(0)
    await answer({})
    await panel().getByLabel('Tokens never expire').uncheck()
    await expect(panel().getByLabel('Token life')).toHaveValue('3600')
    assert.deepEqual(await patches(), [{ tokenLifeSeconds: 'forever' }, { tokenLifeSeconds: 3600 }])
  })

  test('can all be reset, including typed numbers without effect', async () => {
    await developerTools.openTools(harness, 'Sandbox', developerTools.developing(), {
      readFaults: { ok: true, value: developerTools.faulty },
    })
    await expect(panel().getByText('4 changed')).toBeVisible()
    await panel().getByLabel('Retry-After').fill('soon')
    await panel().getByLabel('Retry-After').blur()
    await harness.answer({ runSandboxAction: set() })
    await panel().getByRole('button', { name: 'Reset all' }).click()
    await expect(panel().getByText('All at their defaults')).toBeVisible()
    await expect(panel().getByLabel('Retry-After')).toHaveValue('5')
    await expect(panel().getByLabel('Network off')).not.toBeChecked()
    await panel().getByRole('button', { name: 'Reset all' }).click({ force: true })
    assert.deepEqual(await actions(), ['reset'])
  })

  test('a rejected change shows an error and keeps the old value', async () => {
    const changeFaults = { ok: false, code: 'sandboxFailed', message: '', field: null } as const
    await developerTools.openTools(harness, 'Sandbox', developerTools.developing(), {
      changeFaults,
    })
    await panel().getByLabel('The token service').selectOption('Is down')
    await expect(harness.page.getByText('The sandbox did not start.')).toBeVisible()
    await expect(panel().getByLabel('The token service')).toHaveValue('Works')
    await panel().getByLabel('Network off').click()
    await expect(panel().getByLabel('Network off')).not.toBeChecked()
  })

  test('buttons expire and revoke the token and disconnect the sockets', async () => {
    const runSandboxAction = set()
    await developerTools.openTools(harness, 'Sandbox', developerTools.developing(), {
      runSandboxAction,
    })
    await panel().getByRole('button', { name: 'Expire this token now' }).click()
    await expect(panel().getByText('The token has expired.')).toBeVisible()
    await panel().getByRole('button', { name: 'Revoke this token' }).click()
    await expect(panel().getByText('The token is revoked.')).toBeVisible()
    await panel().getByRole('button', { name: 'Disconnect the sockets' }).click()
    await expect(panel().getByText('The sockets are disconnected.')).toBeVisible()
    assert.deepEqual(await actions(), ['expire', 'revoke', 'cut'])
  })

  test('without a token the buttons are disabled and say why', async () => {
    const cases: [session: Parameters<typeof developerTools.developing>[0], why: RegExp][] = [
      [{ state: 'signedOut' }, /You are not signed in/],
      [views.needsSignIn(), /The session has ended/],
      [views.connected(views.anonymous, views.noToken), /Anonymous visitors have no token/],
      [
        views.connected(views.alice, views.tokenFacts({ method: 'development', expiresAt: null })),
        /A development token is unsigned/,
      ],
    ]
    for (const [session, why] of cases) {
      await developerTools.openTools(harness, 'Sandbox', developerTools.developing(session))
      for (const name of ['Expire this token now', 'Revoke this token']) {
        const button = panel().getByRole('button', { name })
        await expect(button).toHaveAttribute('aria-disabled', 'true')
        await expect(button).toHaveAccessibleDescription(why)
        await button.click({ force: true })
      }
      assert.deepEqual(await actions(), [])
    }
  })

  test('another workspace shows that faults belong to the sandbox', async () => {
    const view = developerTools.developing(views.connected(), { workspace: views.acme })
    const readFaults = { ok: true, value: null } as const
    await developerTools.openTools(harness, 'Sandbox', view, { readFaults })
    await expect(panel().getByText('Acme is another workspace')).toBeVisible()
    await expect(panel().locator('input, select')).toHaveCount(0)
  })

  test('are loaded again after the sandbox restarts', async () => {
    await developerTools.openTools(harness, 'Sandbox', developerTools.developing(), {
      readFaults: { ok: true, value: developerTools.faulty },
    })
    await expect(panel().getByText('4 changed')).toBeVisible()
    await harness.answer({ readFaults: set() })
    await harness.emit('view', developerTools.developing())
    await expect(panel().getByText('All at their defaults')).toBeVisible()
  })
})
