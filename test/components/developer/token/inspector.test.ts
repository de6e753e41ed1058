import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { expect } from 'playwright/test'
import * as developerTools from '../../harness/developerTools.ts'
import * as views from '../../harness/views.ts'
import { Harness } from '../../harness/harness.ts'

const now = new Date('2030-05-06T12:00:00').getTime()

suite('the token inspector', () => {
  let harness: Harness
  before(async () => {
    harness = await Harness.open()
    await harness.page.clock.install({ time: now })
  })
  after(() => harness.close())

  const panel = () => developerTools.tools(harness)
  const tokenField = () => panel().locator('input')
  const row = (label: string) =>
    panel()
      .locator('dl > div')
      .filter({ has: harness.page.locator('dt', { hasText: label }) })
  const timeOfDay = (at: number) =>
    harness.page.evaluate(
      (at) => new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' }).format(at),
      at,
    )

  test('shows the owner and the claims of the session’s token with descriptions', async () => {
    await developerTools.openTools(harness, 'Token')
    await expect(panel().getByText('For alice, the signed-in user.')).toBeVisible()
    await expect(row('alg')).toContainText('"HS256"Signed with the API secret of the app')
    await expect(row('user_id')).toContainText('"alice"The user it signs in.')
    await expect(row('plan')).toContainText('{"name":"gold","seats":[12,13]}A custom claim.')
    await expect(row('Signature')).toContainText('Present, not shown')
    await expect(row('Stored in')).toContainText('GNOME Keyring')
    await expect(row('Clocks')).toContainText('This computer’s clock is 3 s behind the server’s.')
  })

  test('shows times by this computer’s clock, and by the server’s if they differ', async () => {
    const [issuedAt, expiresAt] = [now - 10 * views.minute, now + 50 * views.minute]
    const value = developerTools.inspection({ issuedAt, expiresAt, skewMs: 3_000 })
    await developerTools.openTools(harness, 'Token', developerTools.developing(), {
      inspectSession: { ok: true, value },
    })
    await expect(row('Issued')).toContainText(`${await timeOfDay(issuedAt - 3_000)}, 10 min ago`)
    await expect(row('Issued')).toContainText(`${await timeOfDay(issuedAt)} by the server’s clock`)
    await expect(row('Expires')).toContainText(`${await timeOfDay(expiresAt - 3_000)}, in 50 min`)

    const agreeing = { ...value, skewMs: 400 }
    await harness.answer({ inspectSession: { ok: true, value: agreeing } })
    await harness.emit('view', developerTools.developing())
    await expect(row('Clocks')).toContainText('agree within 2 s')
    await expect(panel().getByText('by the server’s clock')).toHaveCount(0)
  })

  test('draws the passed lifetime and updates it', async () => {
    const [issuedAt, expiresAt] = [now - 30 * views.minute, now + 30 * views.minute]
    const renewsAt = now + 10 * views.minute
    const value = developerTools.inspection({ issuedAt, expiresAt, renewsAt, skewMs: 0 })
    await developerTools.openTools(harness, 'Token', developerTools.developing(), {
      inspectSession: { ok: true, value },
    })
    const life = panel().getByRole('img')
    // The window's clock keeps running.
    await expect(life).toHaveAccessibleName(/^5[01] % of its lifetime has passed, renewal at 67 %$/)
    await harness.page.clock.fastForward(20 * views.minute)
    await expect(life).toHaveAccessibleName(/^8[345] %/)
    await harness.page.clock.fastForward(20 * views.minute)
    await expect(life).toHaveAccessibleName(/^100 %/)
    await expect(row('Expires')).toContainText('ago')
  })

  test('reloads after each change', async () => {
    await developerTools.openTools(harness, 'Token')
    await expect(row('Renewed')).toContainText('By the token service')
    const value = developerTools.inspection({
      renewedBy: 'none',
      renewsAt: null,
      storedIn: 'memory',
    })
    await harness.answer({ inspectSession: { ok: true, value } })
    await harness.emit('view', developerTools.developing())
    await expect(row('Renewed')).toContainText('Not renewed')
    await expect(row('Stored in')).toContainText('until you quit')
    await harness.answer({ inspectSession: { ok: true, value: null } })
    await harness.emit('view', views.view({ developerMode: true }))
    await expect(panel().getByText('You are not signed in, so there is no token.')).toBeVisible()
  })

  test('warns if the token belongs to another user', async () => {
    const value = developerTools.inspection({ userId: 'bob', isForAccount: false })
    await developerTools.openTools(harness, 'Token', developerTools.developing(), {
      inspectSession: { ok: true, value },
    })
    await expect(panel().getByText('For bob, but alice is signed in.')).toBeVisible()
  })

  test('says that anonymous visitors have no token', async () => {
    const session = views.connected(views.anonymous, views.noToken)
    const inspectSession = { ok: true, value: null } as const
    await developerTools.openTools(harness, 'Token', developerTools.developing(session), {
      inspectSession,
    })
    await expect(panel().getByText('Anonymous visitors have no token.')).toBeVisible()
  })

  test('reads a pasted token, clears the field, and names its owner', async () => {
    const inspectToken = { ok: true, value: developerTools.pasted({ problem: null }) } as const
    await developerTools.openTools(harness, 'Token', developerTools.developing(), { inspectToken })
    await tokenField().fill(' a.b.c ')
    await harness.page.keyboard.press('Enter')
    const words = 'This token belongs to bob; you are signed in as alice.'
    await expect(panel().getByText(words)).toBeInViewport()
    await expect(tokenField()).toHaveValue('')
    assert.deepEqual(await harness.requests('inspectToken'), [{ token: 'a.b.c' }])
    await expect(row('alg').last()).toContainText('Chat tokens use HS256')
  })

  test('shows an unusable token with its problem', async () => {
    const inspectToken = { ok: true, value: developerTools.pasted() } as const
    await developerTools.openTools(harness, 'Token', developerTools.developing(), { inspectToken })
    await developerTools.readToken(harness)
    await expect(panel().getByText('This token uses another signing algorithm')).toBeVisible()
    await expect(row('alg').last()).toContainText('"RS256"')
  })

  test('shows at the field why a token cannot be read, and keeps the text', async () => {
    const inspectToken = { ok: false, code: 'tokenMalformed', message: '', field: 'token' } as const
    await developerTools.openTools(harness, 'Token', developerTools.developing(), { inspectToken })
    await developerTools.readToken(harness)
    await expect(tokenField()).toBeFocused()
    await expect(tokenField()).toHaveAccessibleDescription(/This is not a chat token/)
    await expect(tokenField()).toHaveValue('a.b.c')
    await tokenField().fill('')
    await panel().getByRole('button', { name: 'Read token' }).click()
    await expect(tokenField()).toHaveAccessibleDescription('Paste your token.')
  })

  test('clears the pasted token when the tools close', async () => {
    const inspectToken = { ok: true, value: developerTools.pasted() } as const
    await developerTools.openTools(harness, 'Token', developerTools.developing(), { inspectToken })
    await developerTools.readToken(harness)
    await expect(panel().getByText('belongs to bob')).toBeVisible()
    await tokenField().fill('half of a tok')
    await panel().getByRole('button', { name: 'Close developer tools' }).click()
    await harness.page.getByRole('button', { name: 'Developer tools', exact: true }).click()
    await expect(panel().getByText('For alice')).toBeVisible()
    await expect(panel().getByText('belongs to bob')).toHaveCount(0)
    await expect(tokenField()).toHaveValue('')
  })
})
