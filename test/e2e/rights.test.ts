import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Page } from 'playwright'
import type { Bridge } from '../../preload/contract.ts'
import { signIn, waitForStatus } from '../support/app/page.ts'
import { setStage } from './harness.ts'

/** What the documented defaults allow: read, send, create, in that order. */
type Rights = readonly [read: boolean, send: boolean, create: boolean]

const channels = {
  livestream: 'launch-day',
  messaging: 'alice-and-bob',
  team: 'design-review',
} as const
type ChannelType = keyof typeof channels

const all: Rights = [true, true, true]
const nothing: Rights = [false, false, false]
const roles: [
  role: string,
  enter: (page: Page) => Promise<void>,
  rights: Record<ChannelType, Rights>,
][] = [
  [
    'a user',
    (page) => signIn(page, 'alice', false),
    { livestream: all, messaging: all, team: all },
  ],
  [
    'a guest',
    async (page) => {
      await page.getByRole('tab', { name: 'Guest' }).click()
      await page.getByLabel('Display name').fill('Vera')
      await page.getByRole('button', { name: 'Continue as guest' }).click()
    },
    { livestream: [true, false, false], messaging: nothing, team: nothing },
  ],
  [
    'an anonymous visitor',
    async (page) => {
      await page.getByRole('tab', { name: 'Anonymous' }).click()
      await page.getByRole('button', { name: 'Continue without signing in' }).click()
    },
    { livestream: [true, false, false], messaging: nothing, team: nothing },
  ],
]

const stage = setStage()

async function accountKey(page: Page): Promise<string> {
  const reply = await page.evaluate(() =>
    (Reflect.get(globalThis, 'latchkey') as Bridge).readView(),
  )
  assert.ok(reply.ok && reply.value.session.state === 'connected')
  return reply.value.session.account.key
}

/** True: the server does it. Any refusal but that of a missing right fails the test. */
async function isAllowed(
  page: Page,
  ask: { call: 'openChannel' | 'sendMessage' | 'createChannel'; request: object },
): Promise<boolean> {
  const reply = await page.evaluate(({ call, request }) => {
    const calls = Reflect.get(globalThis, 'latchkey') as Bridge
    const run = calls[call] as (request: object) => ReturnType<Bridge['openChannel']>
    return run(request)
  }, ask)
  if (!reply.ok) assert.equal(reply.code, 'notAllowed', JSON.stringify(reply))
  return reply.ok
}

for (const [role, enter, rights] of roles) {
  test(`${role} may do in each type of channel what the server allows, and no more`, async () => {
    const app = await stage.launch()
    const { page } = app
    await enter(page)
    await waitForStatus(page, 'Connected')
    const account = await accountKey(page)
    for (const [type, id] of Object.entries(channels)) {
      const expected = rights[type as ChannelType]
      const cid = `${type}:${id}`
      const measured = [
        await isAllowed(page, { call: 'openChannel', request: { account, cid } }),
        await isAllowed(page, {
          call: 'sendMessage',
          request: { account, cid, id: randomUUID(), text: 'Hello' },
        }),
        await isAllowed(page, {
          call: 'createChannel',
          request: { account, type, id: `new-${randomUUID()}`, name: 'New', members: [] },
        }),
      ]
      assert.deepEqual(measured, expected, `${type}: read, send, create`)
    }
    const list = String(await page.getByRole('navigation', { name: 'Channels' }).textContent())
    assert.equal(/Alice and Bob/.test(list), rights.messaging[0])
    assert.equal(/Design review/.test(list), rights.team[0])
    assert.match(list, /Launch day/)
    await page.getByRole('navigation', { name: 'Channels' }).getByText('Launch day').click()
    await page.getByRole('log', { name: 'Messages' }).getByText('Welcome').first().waitFor()
    const canWrite = rights.livestream[1]
    const writing = page.getByRole('textbox', { name: 'Message' })
    const invitation = page.getByRole('button', { name: 'Sign in to write' })
    await (canWrite ? writing : invitation).waitFor()
    assert.deepEqual([await writing.count(), await invitation.count()], canWrite ? [1, 0] : [0, 1])
    const creation = page.getByRole('button', { name: 'New channel' })
    assert.equal(await creation.count(), rights.livestream[2] ? 1 : 0)
    await app.quit()
  })
}
