import type { Page } from 'playwright'
import { benchScreens } from './developerTools.ts'
import { happenings, openTimeline } from './timelineFixtures.ts'
import type { View } from '../../../preload/contract.ts'
import * as scene from './views.ts'
import type { Replies, Stage } from './harness.ts'

const refused = { ok: false, message: '', field: null } as const

/** The About data of a build without a list of licences. */
const readAbout = { ok: true, value: { ...scene.about, licences: null } } as const

/** The answers of a chat to a window that has just signed in. */
export const chat = {
  readAbout,
  listChannels: { ok: true, value: scene.channels },
  openChannel: { ok: true, value: scene.opened() },
} as const

/** Every screen of the window in every state it can be found in, by a name for reports and pictures. */
export const screens: Record<string, (stage: Stage) => Promise<void>> = {
  'sign in': (stage) => stage.show(scene.view()),
  'sign in, remembered': (stage) =>
    stage.show(scene.view({ remembered: [scene.alice, scene.bob, scene.guest] })),
  'sign in, empty fields': async (stage) => {
    await stage.show(scene.view({ workspace: scene.acme }))
    await signIn(stage.page).click()
  },
  'sign in, network error': async (stage) => {
    await stage.show(scene.view(), { signInWithService: { ...refused, code: 'network' } })
    await fillIn(stage.page)
    await stage.page.getByRole('alert').waitFor()
  },
  'sign in, busy': async (stage) => {
    await stage.show(scene.view(), { signInWithService: 'held' })
    await fillIn(stage.page)
  },
  'token, keychain locked': async (stage) => {
    await stage.show(scene.view({ keychain: scene.locked }))
    await stage.page.getByRole('button', { name: 'Use a token instead' }).click()
  },
  'sign in, keychain locked, a secret not deleted': (stage) =>
    stage.show(scene.view({ keychain: scene.locked, otherSignIns: [scene.undeleted] })),
  'token only, no keychain': (stage) =>
    stage.show(scene.view({ workspace: scene.longName, keychain: scene.unavailable })),
  guest: async (stage) => {
    await stage.show(scene.view())
    await stage.page.getByRole('tab', { name: 'Guest' }).click()
  },
  'anonymous, notice': async (stage) => {
    await stage.show(scene.view({ notice: 'latchkey.json: "serverUrl" must be an https address.' }))
    await stage.page.getByRole('tab', { name: 'Anonymous' }).click()
  },
  'sign in, update ready': (stage) => stage.show(scene.view({ update: { version: '0.2.0' } })),
  developer: showDeveloper,
  'developer, refused': async (stage) => {
    await showDeveloper(stage)
    const { page } = stage
    await stage.answer({
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
  workspaces: async (stage) => {
    const workspaces = [scene.sandbox, scene.acme, scene.longName]
    await stage.show(scene.view({ workspace: scene.acme, workspaces }))
    await stage.page.getByRole('button', { name: 'Workspace' }).click()
  },
  'new workspace': async (stage) => {
    await stage.show(scene.view())
    await stage.page.getByRole('button', { name: 'Workspace' }).click()
    await stage.page.getByRole('button', { name: 'Add a workspace' }).click()
    await stage.page.getByLabel('Token service URL').fill('https://api.acme.example/chat-token')
    await stage.page.getByRole('button', { name: 'Add workspace' }).click()
  },
  'proxy requires': (stage) => stage.show(scene.view({ proxy: scene.proxy })),
  'proxy asks again, long name': (stage) =>
    stage.show({
      ...scene.signedIn(scene.offline(null)),
      proxy: {
        host: 'proxy.a-rather-long-host-name-for-a-window.staging.acme.example:3128',
        realm: '',
        isRetry: true,
      },
    }),
  connecting: (stage) => stage.show(scene.signedIn({ state: 'signingIn', account: scene.alice })),
  chat: (stage) => stage.show(scene.signedIn(), chat),
  'chat, open': openChat,
  'chat, empty': (stage) => stage.show(scene.signedIn(), { listChannels: { ok: true, value: [] } }),
  'chat, list failed': (stage) =>
    stage.show(scene.signedIn(), { listChannels: { ...refused, code: 'serverError' } }),
  'chat, channel failed': async (stage) => {
    await stage.show(scene.signedIn(), { ...chat, openChannel: { ...refused, code: 'notFound' } })
    await stage.page.getByRole('button', { name: 'Launch day' }).click()
  },
  'chat, guest': async (stage) => {
    const token = scene.tokenFacts({ renewsAt: null, renewedBy: 'none' })
    await stage.show(scene.signedIn(scene.connected(scene.guest, token)), scene.readOnlyChat())
    await stage.page.getByRole('button', { name: 'Launch day' }).click()
  },
  'chat, not renewed': (stage) => {
    const token = scene.tokenFacts({ renewsAt: null, renewedBy: 'refused' })
    return stage.show(scene.signedIn(scene.connected(scene.alice, token)), chat)
  },
  'chat, anonymous': async (stage) => {
    const session = scene.connected(scene.anonymous, scene.noToken)
    await stage.show(scene.signedIn(session), scene.readOnlyChat([]))
    await stage.page.getByRole('button', { name: 'Launch day' }).click()
  },
  'chat, development token': (stage) => stage.show(scene.madeHere('development'), chat),
  'chat, minted token copied': async (stage) => {
    await stage.show(scene.madeHere('minted'), chat)
    await stage.page.getByRole('button', { name: 'Launch day' }).click()
    await stage.page.getByText('Here I am.').waitFor()
    await stage.page.getByRole('button', { name: 'Copy token' }).click()
    await stage.page.getByText('Copied.').waitFor()
  },
  'chat, minted token refused': async (stage) => {
    await stage.show(scene.madeHere('minted'), chat)
    await stage.tell(
      'view',
      scene.view({ session: scene.refusedHere('minted'), developerMode: true }),
    )
  },
  'chat, development token refused': async (stage) => {
    await stage.show(scene.madeHere('development'), chat)
    await stage.tell(
      'view',
      scene.view({ session: scene.refusedHere('development'), developerMode: true }),
    )
  },
  'chat, messages unsent': async (stage) => {
    await openChat(stage)
    await stage.answer({ sendMessage: { ...refused, code: 'timeout' } })
    await write(stage.page, 'I am at the gate, where are you?')
    await stage.page.getByRole('alert').waitFor()
    await stage.answer({ sendMessage: 'held' })
    await write(stage.page, 'Found you!')
  },
  'chat, messages waiting': async (stage) => {
    await openChat(stage)
    await stage.answer({ sendMessage: 'held' })
    await write(stage.page, 'I am at the gate, where are you?')
    await write(stage.page, 'I have the green umbrella.')
    const [first] = (await stage.requests('sendMessage')) as { id: string }[]
    await stage.tell('messageDelayed', { id: first?.id ?? '', code: 'serverError' })
    await stage.page.getByText('The server has a problem.').waitFor()
  },
  'chat, account menu': async (stage) => {
    await stage.show(scene.signedIn(), chat)
    await stage.page.getByRole('button', { name: 'Account' }).click()
  },
  'chat, refreshing': async (stage) => {
    await openChat(stage)
    const token = scene.tokenFacts()
    await stage.tell('view', scene.signedIn({ state: 'refreshing', account: scene.alice, token }))
  },
  'chat, offline': async (stage) => {
    await openChat(stage)
    await stage.tell('view', scene.signedIn(scene.offline(Date.now() + 12_000)))
  },
  'chat, sign in again': async (stage) => {
    await openChat(stage)
    await stage.tell('view', scene.signedIn(scene.needsSignIn()))
  },
  'started, sign in again': (stage) => stage.show(scene.signedIn(scene.needsSignIn())),
  'started, guest ended': (stage) => stage.show(scene.signedIn(scene.needsSignIn(scene.guest))),
  'started, keychain locked': (stage) => stage.show(scene.withheld(scene.locked, 'keychainLocked')),
  'started, no keychain': (stage) =>
    stage.show(scene.withheld(scene.unavailable, 'keychainUnavailable')),
  'chat, offline with messages': async (stage) => {
    await openChat(stage)
    await stage.answer({ sendMessage: 'held' })
    await stage.tell('view', scene.signedIn(scene.offline(Date.now() + 12_000)))
    await write(stage.page, 'I am in the tunnel, see you on the other side.')
    await stage.page.getByText('Waiting to be sent').waitFor()
  },
  ...benchScreens,
  timeline: (stage) => openTimeline(stage),
  'timeline, a mark focused, exported': async (stage) => {
    await openTimeline(stage)
    const path = '/home/alice/Documents/latchkey-timeline-2031-05-06T070809.json'
    await stage.answer({ exportTimeline: { ok: true, value: path } })
    await stage.page.getByRole('button', { name: 'Export…' }).click()
    await stage.page.getByRole('button', { name: 'System', exact: true }).press('Tab')
  },
  'timeline, nothing fits': async (stage) => {
    await openTimeline(stage, happenings().slice(0, 8))
    await stage.page.getByRole('button', { name: 'Session', exact: true }).click()
    await stage.page.getByLabel('Filter events').fill('nothing like it')
    await stage.answer({ exportTimeline: { ...refused, code: 'fileUnwritable' } })
    await stage.page.getByRole('button', { name: 'Export…' }).click()
    await stage.page.getByRole('alert').waitFor()
  },
  settings: (stage) => openSettings(stage, scene.view()),
  'settings, signed in': async (stage) => {
    const preferences = { ...scene.preferences, theme: 'dark' as const, tray: true }
    const workspaces = [scene.acme, scene.longName, scene.sandbox]
    const view = { ...scene.signedIn(), preferences, workspaces, fixed: scene.allFixed }
    await openSettings(stage, view)
  },
  'settings, other sign-ins': (stage) =>
    openSettings(
      stage,
      scene.view({ keychain: scene.locked, otherSignIns: [scene.stored, scene.undeleted] }),
    ),
  'settings, refused': async (stage) => {
    await openSettings(stage, scene.view())
    await stage.answer({ changePreferences: { ...refused, code: 'systemRefused' } })
    await stage.page.getByRole('checkbox', { name: 'Start at login' }).click()
    await stage.page.getByRole('alert').waitFor()
  },
  'settings, new workspace': async (stage) => {
    await openSettings(stage, scene.view())
    await stage.page.getByRole('button', { name: 'Add a workspace' }).click()
  },
  'settings, licences': async (stage) => {
    await openSettings(stage, scene.view(), { readAbout: { ok: true, value: scene.about } })
    await stage.page.getByText('Licences', { exact: true }).click()
    await stage.page.getByText('preact 11.2.0').click()
  },
  'link, signed out': (stage) =>
    stage.show(scene.view({ linkRequest: scene.asking(scene.sandbox), workspace: scene.sandbox })),
  'link, elsewhere': (stage) =>
    stage.show({ ...scene.signedIn(), linkRequest: scene.asking(scene.longName) }, chat),
  'link, elsewhere, not kept': (stage) =>
    stage.show(
      { ...scene.signedIn(), remembered: [], linkRequest: scene.asking(scene.acme) },
      chat,
    ),
  'link, unknown workspace': (stage) =>
    stage.show(scene.view({ linkRequest: { state: 'unknownWorkspace', workspace: 'Initech' } })),
  trouble: (stage) => stage.show({ ...refused, code: 'internal' }),
}

/** Shows a view, and the settings over it. */
export async function openSettings(stage: Stage, view: View, replies: Replies = {}): Promise<void> {
  await stage.show(view, { ...chat, ...replies })
  await stage.tell('openSettings', null)
  await stage.page.getByText('Latchkey 0.1.0').waitFor()
}

/** Shows the chat with its first channel open, whatever the width. */
export async function openChat(stage: Stage): Promise<void> {
  await stage.show(scene.signedIn(), chat)
  await stage.page.getByRole('button', { name: 'Launch day' }).click()
  await stage.page.getByText('Here I am.').waitFor()
}

/** Shows the tab of developer mode. */
export async function showDeveloper(stage: Stage): Promise<void> {
  await stage.show(scene.view({ developerMode: true }))
  await stage.page.getByRole('tab', { name: 'Developer' }).click()
}

/** Writes a message and sends it with Enter. */
export async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(text)
  await page.keyboard.press('Enter')
}

/** The button that signs in with a password. */
export function signIn(page: Page) {
  return page.getByRole('button', { name: 'Sign in', exact: true })
}

/** Signs in as Alice, with a password. */
export async function fillIn(page: Page): Promise<void> {
  await page.getByLabel('User ID').fill('alice')
  await page.getByLabel('Password').fill('wonderland')
  await signIn(page).click()
}
