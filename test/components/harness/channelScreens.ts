import type { Harness } from './harness.ts'
import * as views from './views.ts'

const refused = { ok: false, message: '', field: null } as const
const listChannels = { ok: true, value: views.channelPage() } as const
const openChannel = { ok: true, value: views.opened() } as const

/** The screens of unread messages, long histories and new channels. */
export const channelScreens: Record<string, (harness: Harness) => Promise<void>> = {
  'chat, unread and a link': async (harness) => {
    const [first, ...others] = views.channels
    const own = { lastReadAt: Date.now() - 30 * views.minute, unreadCount: 3 }
    const unread = others.map((channel) => ({ ...channel, ...own }))
    const list = first ? [{ ...first, ...own }, ...unread] : unread
    const link = views.message('link', { text: 'See https://example.org/plan', userId: 'bob' })
    await harness.show(views.signedIn(), {
      listChannels: { ok: true, value: views.channelPage(list, true) },
      openChannel: {
        ok: true,
        value: views.opened({ messages: [...views.conversation(), link], olderBefore: 'm' }),
      },
      readOlderMessages: 'held',
    })
    await harness.page.getByRole('button', { name: 'Launch day' }).click()
    await harness.page.getByRole('link').waitFor()
  },
  'chat, older messages failed': async (harness) => {
    await harness.show(views.signedIn(), {
      listChannels,
      openChannel: { ok: true, value: views.opened({ olderBefore: 'm' }) },
      readOlderMessages: { ...refused, code: 'serverError' },
    })
    await harness.page.getByRole('button', { name: 'Launch day' }).click()
    await harness.page.getByRole('log').getByRole('alert').waitFor()
  },
  'chat, new channel refused': async (harness) => {
    await harness.show(views.signedIn(), {
      listChannels,
      openChannel,
      createChannel: { ...refused, code: 'notAllowed' },
    })
    await harness.page.getByRole('button', { name: 'New channel' }).click()
    await harness.page.getByLabel('Name').fill('Garden plans')
    await harness.page.getByRole('button', { name: 'Create' }).click()
    await harness.page.getByRole('dialog').getByRole('alert').waitFor()
  },
}
