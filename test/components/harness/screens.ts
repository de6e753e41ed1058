import type { Page } from 'playwright'
import { channelScreens } from './channelScreens.ts'
import { developerToolScreens } from './developerTools.ts'
import { restoredScreens } from './restoredScreens.ts'
import { signInScreens } from './signInScreens.ts'
import { timelineFixtures, openTimeline } from './timelineFixtures.ts'
import type { View } from '../../../preload/contract.ts'
import * as views from './views.ts'
import type { Replies, Harness } from './harness.ts'

const refused = { ok: false, message: '', field: null } as const

/** The About data of a build without a list of licences. */
const readAbout = { ok: true, value: { ...views.about, licences: null } } as const

/** The answers of a chat to a window that has just signed in. */
export const chat = {
  readAbout,
  listChannels: { ok: true, value: views.channelPage() },
  openChannel: { ok: true, value: views.opened() },
} as const

/** All screens in all states, by a name for reports and pictures. */
export const screens: Record<string, (harness: Harness) => Promise<void>> = {
  'sign in': (harness) => harness.show(views.view()),
  'sign in, remembered': (harness) => harness.show(views.manyAccounts({ state: 'signedOut' })),
  'sign in, empty fields': async (harness) => {
    await harness.show(views.view({ workspace: views.acme }))
    await signIn(harness.page).click()
  },
  'sign in, network error': async (harness) => {
    await harness.show(views.view(), { signInWithService: { ...refused, code: 'network' } })
    await fillIn(harness.page)
    await harness.page.getByRole('alert').waitFor()
  },
  'sign in, busy': async (harness) => {
    await harness.show(views.view(), { signInWithService: 'held' })
    await fillIn(harness.page)
  },
  ...signInScreens,
  'token, keychain locked': async (harness) => {
    await harness.show(views.view({ keychain: views.locked }))
    await harness.page.getByRole('button', { name: 'Use a token instead' }).click()
  },
  guest: async (harness) => {
    await harness.show(views.view())
    await harness.page.getByRole('tab', { name: 'Guest' }).click()
  },
  'anonymous, notice': async (harness) => {
    await harness.show(
      views.view({ notice: 'latchkey.json: "serverUrl" must be an https address.' }),
    )
    await harness.page.getByRole('tab', { name: 'Anonymous' }).click()
  },
  developer: showDeveloper,
  'developer, refused': async (harness) => {
    await showDeveloper(harness)
    const { page } = harness
    await harness.answer({
      signInWithDevelopmentToken: { ...refused, code: 'developmentTokenRefused' },
      signInWithSecret: { ...refused, code: 'tokenSignatureInvalid', field: 'secret' },
    })
    await page.getByRole('group', { name: 'Development token' }).getByLabel('User ID').fill('luke')
    await page.getByRole('button', { name: 'Use development token' }).click()
    await page.getByRole('alert').waitFor()
    const group = page.getByRole('group', { name: 'Create a token' })
    await group.getByLabel('User ID').fill('luke')
    await group.getByLabel('API secret').fill('plainly no secret')
    await group.getByRole('button').click()
    await page.getByText('secret belongs to another app').waitFor()
  },
  workspaces: async (harness) => {
    const workspaces = [views.sandbox, views.acme, views.longName]
    await harness.show(views.view({ workspace: views.acme, workspaces }))
    await harness.page.getByRole('button', { name: 'Workspace' }).click()
  },
  'new workspace': async (harness) => {
    await harness.show(views.view())
    await harness.page.getByRole('button', { name: 'Workspace' }).click()
    await harness.page.getByRole('button', { name: 'Add a workspace' }).click()
    await harness.page.getByLabel('Token service URL').fill('https://api.acme.example/chat-token')
    await harness.page.getByRole('button', { name: 'Add workspace' }).click()
  },
  'proxy requires': (harness) => harness.show(views.view({ proxy: views.proxy })),
  'proxy asks again, long name': (harness) =>
    harness.show({
      ...views.signedIn(views.offline(null)),
      proxy: {
        host: 'proxy.a-rather-long-host-name-for-a-window.staging.acme.example:3128',
        realm: '',
        isRetry: true,
      },
    }),
  connecting: (harness) =>
    harness.show(views.signedIn({ state: 'signingIn', account: views.alice })),
  chat: (harness) => harness.show(views.signedIn(), chat),
  'chat, open': openChat,
  'chat, empty': (harness) =>
    harness.show(views.signedIn(), { listChannels: { ok: true, value: views.channelPage([]) } }),
  'chat, list loading': (harness) => harness.show(views.signedIn(), { listChannels: 'held' }),
  'chat, channel loading': async (harness) => {
    await harness.show(views.signedIn(), { ...chat, openChannel: 'held' })
    await harness.page.getByRole('button', { name: 'Launch day' }).click()
  },
  'chat, list failed': (harness) =>
    harness.show(views.signedIn(), { listChannels: { ...refused, code: 'serverError' } }),
  'chat, channel failed': async (harness) => {
    await harness.show(views.signedIn(), { ...chat, openChannel: { ...refused, code: 'notFound' } })
    await harness.page.getByRole('button', { name: 'Launch day' }).click()
  },
  'chat, guest': async (harness) => {
    const token = views.tokenFacts({ renewsAt: null, renewedBy: 'none' })
    await harness.show(views.signedIn(views.connected(views.guest, token)), views.readOnlyChat())
    await harness.page.getByRole('button', { name: 'Launch day' }).click()
  },
  'chat, not renewed': (harness) => {
    const token = views.tokenFacts({ renewsAt: null, renewedBy: 'refusedByTokenService' })
    return harness.show(views.signedIn(views.connected(views.alice, token)), chat)
  },
  'chat, anonymous': async (harness) => {
    const session = views.connected(views.anonymous, views.noToken)
    await harness.show(views.signedIn(session), views.readOnlyChat([]))
    await harness.page.getByRole('button', { name: 'Launch day' }).click()
  },
  'chat, development token': (harness) => harness.show(views.madeHere('development'), chat),
  'chat, minted token copied': async (harness) => {
    await harness.show(views.madeHere('minted'), chat)
    await harness.page.getByRole('button', { name: 'Launch day' }).click()
    await harness.page.getByText('Here I am.').waitFor()
    await harness.page.getByRole('button', { name: 'Copy token' }).click()
    await harness.page.getByText('Copied.').waitFor()
  },
  'chat, minted token refused': async (harness) => {
    await harness.show(views.madeHere('minted'), chat)
    await harness.emit(
      'view',
      views.view({ session: views.refusedHere('minted'), developerMode: true }),
    )
  },
  'chat, development token refused': async (harness) => {
    await harness.show(views.madeHere('development'), chat)
    await harness.emit(
      'view',
      views.view({ session: views.refusedHere('development'), developerMode: true }),
    )
  },
  'chat, messages unsent': async (harness) => {
    await openChat(harness)
    await harness.answer({ sendMessage: { ...refused, code: 'timeout' } })
    await write(harness.page, 'I am at the gate, where are you?')
    await harness.page.getByRole('alert').waitFor()
    await harness.answer({ sendMessage: 'held' })
    await write(harness.page, 'Found you!')
  },
  'chat, messages waiting': async (harness) => {
    await openChat(harness)
    await harness.answer({ sendMessage: 'held' })
    await write(harness.page, 'I am at the gate, where are you?')
    await write(harness.page, 'I have the green umbrella.')
    const [first] = (await harness.requests('sendMessage')) as { id: string }[]
    await harness.emit('messageDelayed', { id: first?.id ?? '', code: 'serverError' })
    await harness.page.getByText('The server has a problem.').waitFor()
  },
  'chat, account menu': async (harness) => {
    await harness.show(views.signedIn(), chat)
    await harness.page.getByRole('button', { name: 'Account' }).click()
  },
  'chat, accounts of two workspaces': async (harness) => {
    await harness.show(views.manyAccounts(), chat)
    await harness.page.getByRole('button', { name: 'Account' }).click()
  },
  'sign in, add account': async (harness) => {
    await harness.show(views.manyAccounts(), chat)
    await harness.emit('view', views.manyAccounts({ state: 'signedOut' }))
  },
  'chat, refreshing': async (harness) => {
    await openChat(harness)
    const token = views.tokenFacts()
    await harness.emit('view', views.signedIn({ state: 'refreshing', account: views.alice, token }))
  },
  'chat, offline': async (harness) => {
    await openChat(harness)
    await harness.emit('view', views.signedIn(views.offline(Date.now() + 12_000)))
  },
  'chat, sign in again': async (harness) => {
    await openChat(harness)
    await harness.emit('view', views.signedIn(views.needsSignIn()))
  },
  ...channelScreens,
  ...restoredScreens,
  'chat, offline with messages': async (harness) => {
    await openChat(harness)
    await harness.answer({ sendMessage: 'held' })
    await harness.emit('view', views.signedIn(views.offline(Date.now() + 12_000)))
    await write(harness.page, 'I am in the tunnel, see you on the other side.')
    await harness.page.getByText('Waiting to be sent').waitFor()
  },
  ...developerToolScreens,
  timeline: (harness) => openTimeline(harness),
  'timeline, a mark focused, exported': async (harness) => {
    await openTimeline(harness)
    const path = '/home/alice/Documents/latchkey-timeline-2031-05-06T070809.json'
    await harness.answer({ exportTimeline: { ok: true, value: path } })
    await harness.page.getByRole('button', { name: 'Export…' }).click()
    await harness.page.getByRole('button', { name: 'System', exact: true }).press('Tab')
  },
  'timeline, nothing fits': async (harness) => {
    await openTimeline(harness, timelineFixtures().slice(0, 8))
    await harness.page.getByRole('button', { name: 'Session', exact: true }).click()
    await harness.page.getByLabel('Filter events').fill('nothing like it')
    await harness.answer({ exportTimeline: { ...refused, code: 'fileUnwritable' } })
    await harness.page.getByRole('button', { name: 'Export…' }).click()
    await harness.page.getByRole('alert').waitFor()
  },
  settings: (harness) => openSettings(harness, views.view()),
  'settings, signed in': async (harness) => {
    const preferences = { ...views.preferences, theme: 'dark' as const, tray: true }
    const workspaces = [views.acme, views.longName, views.sandbox]
    const view = { ...views.signedIn(), preferences, workspaces, fixed: views.allFixed }
    await openSettings(harness, view)
  },
  'settings, other sign-ins': (harness) =>
    openSettings(
      harness,
      views.view({ keychain: views.locked, otherSignIns: [views.stored, views.undeleted] }),
    ),
  'settings, refused': async (harness) => {
    await openSettings(harness, views.view())
    await harness.answer({ changePreferences: { ...refused, code: 'systemRefused' } })
    await harness.page.getByRole('checkbox', { name: 'Start at login' }).click()
    await harness.page.getByRole('alert').waitFor()
  },
  'settings, new workspace': async (harness) => {
    await openSettings(harness, views.view())
    await harness.page.getByRole('button', { name: 'Add a workspace' }).click()
  },
  'settings, licences': async (harness) => {
    await openSettings(harness, views.view(), { readAbout: { ok: true, value: views.about } })
    await harness.page.getByText('Licences', { exact: true }).click()
    await harness.page.getByText('preact 11.2.0').click()
  },
  'link, signed out': (harness) =>
    harness.show(
      views.view({ linkRequest: views.asking(views.sandbox), workspace: views.sandbox }),
    ),
  'link, elsewhere': (harness) =>
    harness.show({ ...views.signedIn(), linkRequest: views.asking(views.longName) }, chat),
  'link, elsewhere, not kept': (harness) =>
    harness.show(
      { ...views.signedIn(), remembered: [], linkRequest: views.asking(views.acme) },
      chat,
    ),
  'link, unknown workspace': (harness) =>
    harness.show(views.view({ linkRequest: { state: 'unknownWorkspace', workspace: 'Initech' } })),
  trouble: (harness) => harness.show({ ...refused, code: 'internal' }),
}

/** Shows a view with the settings open. */
export async function openSettings(
  harness: Harness,
  view: View,
  replies: Replies = {},
): Promise<void> {
  await harness.show(view, { ...chat, ...replies })
  await harness.emit('openSettings', null)
  await harness.page.getByText('Latchkey 0.1.0').waitFor()
}

/** Shows the chat with its first channel open, at any width. */
export async function openChat(harness: Harness): Promise<void> {
  await harness.show(views.signedIn(), chat)
  await harness.page.getByRole('button', { name: 'Launch day' }).click()
  await harness.page.getByText('Here I am.').waitFor()
}

/** Shows the tab of developer mode. */
export async function showDeveloper(harness: Harness): Promise<void> {
  await harness.show(views.view({ developerMode: true }))
  await harness.page.getByRole('tab', { name: 'Developer' }).click()
}

/** Writes a message and sends it with Enter. */
export async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(text)
  await page.keyboard.press('Enter')
}

/** The button `Sign in`. */
export function signIn(page: Page) {
  return page.getByRole('button', { name: 'Sign in', exact: true })
}

/** Signs in as Alice, with a password. */
export async function fillIn(page: Page): Promise<void> {
  await page.getByLabel('User ID').fill('alice')
  await page.getByLabel('Password').fill('wonderland')
  await signIn(page).click()
}
