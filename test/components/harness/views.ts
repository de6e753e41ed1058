import type {
  Account,
  Channel,
  ChannelPage,
  LinkRequest,
  ErrorCode,
  Keychain,
  Message,
  OpenChannel,
  PreferenceName,
  Preferences,
  RememberedAccount,
  RememberedStatus,
  Session,
  StoredSignIn,
  TokenFacts,
  View,
  Workspace,
} from '../../../preload/contract.ts'
import { acme, sandbox } from './workspaces.ts'

export { about } from './about.ts'
export * from './workspaces.ts'

export const locked: Keychain = {
  state: 'locked',
  name: 'GNOME Keyring',
  remedy: 'Unlock it in Passwords and Keys, then retry.',
}

export const unavailable: Keychain = {
  state: 'unavailable',
  name: 'GNOME Keyring',
  reason: 'No keychain answers on this computer.',
  remedy: 'Install gnome-keyring and sign in to your desktop again.',
}

export const alice: Account = { key: 'alice', kind: 'user', userId: 'alice', name: 'Alice Liddell' }
export const bob: Account = { key: 'bob', kind: 'user', userId: 'bob', name: 'Bob' }
export const carol: Account = {
  key: 'carol',
  kind: 'user',
  userId: 'carol',
  name: 'Carol Christmas',
}
export const guest: Account = { key: 'guest', kind: 'guest', userId: 'guest-7f3a', name: 'Mallory' }
export const anonymous: Account = { key: 'anon', kind: 'anonymous', userId: '!anon', name: '' }

export const minute = 60_000

/** A token that expires in 50 minutes, stored in the keychain. */
export function tokenFacts(change: Partial<TokenFacts> = {}): TokenFacts {
  return {
    method: 'service',
    expiresAt: Date.now() + 50 * minute,
    renewsAt: Date.now() + 30 * minute,
    renewedBy: 'tokenService',
    signInEndsAt: null,
    storedIn: 'keychain',
    ...change,
  }
}

/** The token facts of an anonymous session. */
export const noToken = tokenFacts({
  method: 'none',
  expiresAt: null,
  renewsAt: null,
  renewedBy: 'notNeeded',
  storedIn: 'nowhere',
})

/** The default preferences. */
export const preferences: Preferences = {
  theme: 'system',
  language: 'system',
  keepWindow: true,
  launchAtLogin: false,
  tray: false,
  closeToTray: false,
  startHidden: false,
  saveChats: true,
  notifySignIn: true,
  notifyMessages: true,
  developerMode: false,
  logLevel: 'info',
}

/** The preferences of a development build on macOS with LATCHKEY_LOG set. */
export const allFixed: PreferenceName[] = ['launchAtLogin', 'developerMode', 'logLevel']

/** A link to a channel that waits for confirmation. */
export function asking(workspace: Workspace, cid: string | null = 'messaging:garden'): LinkRequest {
  return { state: 'needsConfirmation', workspace, cid }
}

/** A signed-out view of the sandbox. */
export function view(change: Partial<View> = {}): View {
  return {
    session: { state: 'signedOut' },
    workspace: sandbox,
    workspaces: [sandbox],
    remembered: [],
    otherSignIns: [],
    keychain: { state: 'ready', name: 'GNOME Keyring' },
    browserSignIn: null,
    proxy: null,
    notice: null,
    developerMode: false,
    preferences,
    language: 'en',
    locale: 'en-GB',
    fixed: [],
    linkRequest: null,
    update: null,
    ...change,
  }
}

/** A stored sign-in for an unlisted workspace. */
export const stored: StoredSignIn = {
  key: 'k1 carol',
  name: 'Carol',
  userId: 'carol',
  workspace: 'chat.acme.example/eu',
  state: 'stored',
}

/** A sign-in whose deletion waits for the keychain. */
export const undeleted: StoredSignIn = {
  key: 'alice',
  name: 'Alice Liddell',
  userId: 'alice',
  workspace: '127.0.0.1:41234',
  state: 'deleting',
}

/** A proxy's challenge. */
export const proxy = {
  host: 'proxy.acme.example:8080',
  realm: 'Acme International Widgets, office network',
  isRetry: false,
}

/** The view of a saved session. */
export function signedIn(session: Session = connected()): View {
  const account = 'account' in session ? session.account : null
  return view({ session, remembered: account ? [remembered(account, { state: 'active' })] : [] })
}

/** A stored account. */
export function remembered(
  account: Account,
  status: RememberedStatus = { state: 'ready' },
  workspace = sandbox,
): RememberedAccount {
  return { ...account, workspaceId: workspace.id, status }
}

/** Stored accounts of two workspaces; the first is the active one, if any, the last has to sign in again. */
export function manyAccounts(session: Session = connected()): View {
  return view({
    session,
    workspaces: [sandbox, acme],
    remembered: [
      remembered(alice, { state: session.state === 'signedOut' ? 'ready' : 'active' }),
      remembered(bob, { state: 'ready' }, acme),
      remembered(guest, { state: 'ready' }),
      remembered(carol, { state: 'needsSignIn', code: 'renewalRefused' }, acme),
    ],
  })
}

export function connected(account: Account = alice, token = tokenFacts()): Session {
  return { state: 'connected', account, token, role: account.kind }
}

export function offline(nextTryAt: number | null): Session {
  return { state: 'offline', account: alice, token: tokenFacts(), code: 'network', nextTryAt }
}

export function needsSignIn(account: Account = alice): Session & { state: 'needsSignIn' } {
  const message = 'refused with 401'
  const method = account.kind === 'guest' ? 'guest' : 'service'
  return { state: 'needsSignIn', account, method, code: 'renewalRefused', message }
}

const luke: Account = {
  key: 'developer:luke',
  kind: 'user',
  userId: 'luke_skywalker',
  name: 'luke_skywalker',
}

/** The view of a session with a locally issued token. */
export function madeHere(method: 'development' | 'minted'): View {
  const ends = method === 'minted' ? {} : { expiresAt: null, renewsAt: null }
  const renewedBy = method === 'minted' ? 'thisApp' : 'notNeeded'
  const token = tokenFacts({ method, renewedBy, storedIn: 'memory', ...ends })
  return view({ session: connected(luke, token), developerMode: true })
}

/** The same after a rejection by the server. */
export function refusedHere(method: 'development' | 'minted'): Session {
  const code = method === 'minted' ? 'tokenSignatureInvalid' : 'developmentTokenRefused'
  return { state: 'needsSignIn', account: luke, method, code, message: '' }
}

/** A session whose token the keychain does not return. */
export function withheld(keychain: Keychain, code: ErrorCode): View {
  return { ...signedIn({ ...needsSignIn(), code }), keychain }
}

export function channel(cid: string, name: string, change: Partial<Channel> = {}): Channel {
  const [type = ''] = cid.split(':')
  return {
    cid,
    type,
    name,
    preview: 'See you there',
    lastMessageAt: Date.now() - 12 * minute,
    canSend: true,
    ...change,
  }
}

export const channels: Channel[] = [
  channel('livestream:launch', 'Launch day', { preview: 'The doors are open, come in' }),
  channel('livestream:quiet', 'Night shift', { preview: '', lastMessageAt: null }),
  channel('messaging:garden', 'Garden club', { preview: 'I bring the seeds' }),
  channel('messaging:walks', 'Sunday walks', { lastMessageAt: Date.now() - 3 * 1440 * minute }),
  channel('team:engine', 'Engine room'),
]

/** A page of the channel list, the last one by default. */
export function channelPage(list = channels, hasMore = false): ChannelPage {
  return { channels: list, hasMore }
}

export function message(id: string, change: Partial<Message> = {}): Message {
  return {
    id,
    cid: 'livestream:launch',
    userId: 'bob',
    userName: 'Bob',
    text: `This is message ${id}`,
    createdAt: Date.now() - 5 * minute,
    ...change,
  }
}

/** A short conversation over two days. */
export function conversation(): Message[] {
  const at = (minutesAgo: number) => Date.now() - minutesAgo * minute
  const me = { userId: 'alice', userName: 'Alice Liddell' }
  const host = { userId: 'bot', userName: 'Launch Host' }
  return [
    message('1', { ...host, text: 'Tomorrow at nine we open the doors.', createdAt: at(1500) }),
    message('2', { text: 'Can I bring a friend?', createdAt: at(1490) }),
    message('3', { ...host, text: 'Good morning, everybody.', createdAt: at(40) }),
    message('4', { ...host, text: 'The doors are open, come in.', createdAt: at(39) }),
    message('5', {
      ...me,
      text: 'Here I am.\nThe queue is shorter than I feared.',
      createdAt: at(20),
    }),
    message('6', { text: 'We are at the left of the harness, look for the green umbrella.' }),
    message('7', { text: 'מחכים לך ליד הבמה', createdAt: at(4) }),
  ]
}

/** The first channel with its messages. */
export function opened(change: Partial<OpenChannel> = {}): OpenChannel {
  const [first] = channels
  if (!first) throw new Error('There are no channels.')
  return { ...first, messages: conversation(), watcherCount: 3, ...change }
}

/** The answers to a window without a connection, whose last one ended 14 hours ago. */
export function savedChat() {
  const [, ...others] = channels.map((one) => ({ ...one, messages: [], watcherCount: 0 }))
  const value = { savedAt: Date.now() - 14 * 60 * minute, channels: [opened(), ...others] }
  const held = { openChannel: 'held', readOlderMessages: 'held' } as const
  return { readSavedChat: { ok: true, value }, ...held } as const
}

/** The answers of a chat to an anonymous visitor, who may read livestreams only. */
export function readOnlyChat(messages = conversation()) {
  const visible = channels
    .filter(({ type }) => type === 'livestream')
    .map((channel) => ({ ...channel, canSend: false }))
  return {
    listChannels: { ok: true, value: channelPage(visible) },
    openChannel: { ok: true, value: opened({ canSend: false, messages }) },
  } as const
}
