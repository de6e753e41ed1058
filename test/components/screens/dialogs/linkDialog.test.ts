import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { expect } from 'playwright/test'
import type { Page } from 'playwright'
import type { LinkRequest, View } from '../../../../preload/contract.ts'
import * as views from '../../harness/views.ts'
import { chat, openChat, openSettings, write } from '../../harness/screens.ts'
import { Harness } from '../../harness/harness.ts'

const garden: LinkRequest = { state: 'accepted', cid: 'messaging:garden' }
const club = views.channel('messaging:garden', 'Garden club')
const clubOpened = { ok: true as const, value: { ...club, messages: [], watcherCount: 2 } }

suite('a deep link', () => {
  let harness: Harness
  let page: Page
  before(async () => {
    harness = await Harness.open()
    page = harness.page
  })
  after(() => harness.close())

  const dialog = () => page.getByRole('dialog')
  const button = (name: string) => dialog().getByRole('button', { name })
  const opened = async () =>
    (await harness.requests('openChannel')).map((request) => (request as { cid: string }).cid)
  const sent = (view: View, linkRequest: LinkRequest | null) =>
    harness.emit('view', { ...view, linkRequest })

  test('opens its channel at once while connected, and only once', async () => {
    await openChat(harness)
    await harness.answer({ openChannel: clubOpened })
    await sent(views.signedIn(), garden)
    await expect(page.getByRole('heading', { name: 'Garden club' })).toBeVisible()
    await sent(views.signedIn(), garden)
    await expect.poll(async () => (await harness.requests('dismissLink')).length).toBe(1)
    assert.equal((await opened()).filter((cid) => cid === club.cid).length, 1)
    await expect(dialog()).toHaveCount(0)

    await sent(views.signedIn(), null)
    await page.getByRole('button', { name: 'Night shift' }).click()
    await sent(views.signedIn(), garden)
    await expect(page.getByRole('heading', { name: 'Garden club' })).toBeVisible()
  })

  test('waits for the connection at launch', async () => {
    const coming: View = {
      ...views.signedIn({ state: 'signingIn', account: views.alice }),
      linkRequest: garden,
    }
    await harness.show(coming, { ...chat, openChannel: clubOpened, findChannel: 'held' })
    assert.deepEqual(await opened(), [])
    await sent(views.signedIn(), garden)
    // The list loads before the channel is found.
    await expect(page.getByRole('button', { name: 'Night shift' })).toBeVisible()
    await expect.poll(async () => (await harness.requests('findChannel')).length).toBe(1)
    await harness.release('findChannel', { ok: true, value: club })
    await expect(page.getByRole('heading', { name: 'Garden club' })).toBeVisible()
    await expect.poll(async () => (await harness.requests('dismissLink')).length).toBe(1)
    assert.deepEqual(await opened(), [club.cid])
  })

  test('finds an unlisted channel and keeps it in the list', async () => {
    await openChat(harness)
    const cid = 'team:attic'
    const attic = views.channel(cid, 'The attic')
    await harness.answer({
      findChannel: { ok: true, value: attic },
      openChannel: { ok: true, value: { ...attic, messages: [], watcherCount: 1 } },
    })
    await sent(views.signedIn(), { state: 'accepted', cid })
    await expect(page.getByRole('heading', { name: 'The attic' })).toBeVisible()
    await harness.emit('reconnected', null)
    await expect.poll(async () => (await harness.requests('listChannels')).length).toBe(2)
    await expect(page.getByRole('heading', { name: 'The attic' })).toBeVisible()
  })

  test('reports a missing channel without creating it, and keeps the open one', async () => {
    await openChat(harness)
    await harness.answer({ findChannel: { ok: true, value: null } })
    await sent(views.signedIn(), { state: 'accepted', cid: 'messaging:made-up' })
    await expect(page.getByRole('alert')).toContainText('channel in this link does not exist')
    await expect(page.getByRole('heading', { name: 'Launch day' })).toBeVisible()
    assert.ok(!(await opened()).includes('messaging:made-up'))
    assert.equal((await harness.requests('dismissLink')).length, 1)
  })

  test('closes the settings', async () => {
    await openChat(harness)
    await harness.answer({ openChannel: clubOpened })
    await harness.emit('openSettings', null)
    await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
    await sent(views.signedIn(), garden)
    await expect(page.getByRole('heading', { name: 'Garden club' })).toBeVisible()
  })

  test('asks before it requires a sign-in', async () => {
    await harness.show(views.view({ linkRequest: views.asking(views.sandbox) }))
    await expect(dialog()).toContainText('the channel messaging:garden in Latchkey Sandbox')
    await expect(dialog()).toContainText('You will be asked to sign in first.')
    await button('Open').click()
    assert.equal((await harness.requests('acceptLink')).length, 1)
    await sent(views.view(), garden)
    await expect(dialog()).toHaveCount(0)
    assert.deepEqual(await opened(), [])
  })

  test('closes the settings when accepted', async () => {
    await openSettings(harness, views.view())
    await sent(views.view(), views.asking(views.acme))
    await expect(dialog()).toBeVisible()
    await button('Open').click()
    await sent(views.view({ workspace: views.acme }), garden)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in to Acme')
  })

  test('explains what happens to the current sign-in', async () => {
    const view = { ...views.signedIn(), linkRequest: views.asking(views.acme) }
    await harness.show(view, chat)
    await expect(dialog()).toHaveAccessibleName('Open a channel?')
    await expect(dialog()).toContainText(
      'in Acme (chat.acme.example). Latchkey will switch workspace',
    )
    await expect(dialog()).toContainText(
      'Your sign-in to Latchkey Sandbox as Alice Liddell stays saved',
    )
    await harness.show({ ...view, remembered: [] }, chat)
    await expect(dialog()).toContainText('is not saved and will end')
    assert.deepEqual(await harness.requests('acceptLink'), [])
  })

  test('says whether unsent messages wait or are lost', async () => {
    await openChat(harness)
    await harness.answer({ sendMessage: 'held' })
    await write(page, 'On its way')
    await sent(views.signedIn(), views.asking(views.acme))
    await expect(dialog()).toContainText('One unsent message will wait until you switch back.')
    await sent({ ...views.signedIn(), remembered: [] }, views.asking(views.acme))
    await expect(dialog()).toContainText('One unsent message will be lost.')
  })

  test('is declined by the next key and by Escape', async () => {
    for (const key of ['Enter', 'Escape']) {
      await harness.show(views.view({ linkRequest: views.asking(views.acme) }))
      await expect(button('Not now')).toBeFocused()
      await page.keyboard.press(key)
      await expect.poll(async () => (await harness.requests('dismissLink')).length).toBe(1)
      assert.deepEqual(await harness.requests('acceptLink'), [])
      await sent(views.view(), null)
      await expect(dialog()).toHaveCount(0)
    }
  })

  test('can name a workspace without a channel', async () => {
    await harness.show(views.view({ linkRequest: views.asking(views.acme, null) }))
    await expect(dialog()).toHaveAccessibleName('Switch workspace?')
    await expect(dialog()).toContainText('This link opens Acme (chat.acme.example).')
  })

  test('reports an unknown workspace and opens nothing', async () => {
    await harness.show(views.view({ linkRequest: { state: 'unknownWorkspace', workspace: null } }))
    await expect(dialog()).toContainText(
      'Latchkey does not have the workspace in this link. Nothing was opened.',
    )
    await harness.show(
      views.view({ linkRequest: { state: 'unknownWorkspace', workspace: 'Initech' } }),
    )
    await expect(dialog()).toContainText(
      'Latchkey does not have a workspace named “Initech”. Nothing was opened.',
    )
    await expect(button('Open')).toHaveCount(0)
    await button('Close').click()
    assert.equal((await harness.requests('dismissLink')).length, 1)
  })

  test('an error from outside the window is shown as a notice', async () => {
    await harness.show(views.signedIn(), chat)
    await harness.emit('failed', 'keychainLocked')
    await expect(page.getByRole('alert')).toContainText('The keychain is locked.')
  })
})
