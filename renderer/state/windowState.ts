import type { RememberedAccount, View } from '../../preload/contract.ts'
import type { Api } from '../api.ts'
import { errorText } from '../text/errors.ts'
import { texts } from '../text/texts.ts'
import { chooseLanguage } from '../text/language.ts'
import { createAccounts, type Accounts } from './accounts.ts'
import { createChannels, type Channels } from './channels.ts'
import { createDeveloperPanel, type DeveloperPanel, type LoadTools } from './developerPanel.ts'
import { createDrafts, type Drafts } from './drafts.ts'
import { createSubmitter, type Submitter } from './form.ts'
import { createInputStore, type InputStore, type TextPath } from './inputStore.ts'
import { createNewChannel, type NewChannel } from './newChannel.ts'
import { createNotices, type Notices } from './notices.ts'
import { createOpenLink, type OpenLink } from './openLink.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import { createSavedChat, type SavedChatState } from './savedChat.ts'
import { createProxyLogin, type ProxyLogin } from './proxyLogin.ts'
import { createSettings, type LoadSettings, type Settings } from './settings.ts'
import { createSignInState, type SignInState } from './signInForms.ts'
import { createTyping, type After, type Typing } from './typing.ts'
import { createViewState, type ViewState } from './view.ts'
import { createWorkspaces, type LoadEditor, type Workspaces } from './workspaces.ts'
import { unreachable } from '../unreachable.ts'

/** The window's state and actions, without its markup. */
export interface WindowState extends ViewState {
  accounts: Accounts
  channels: Channels
  drafts: Drafts
  inputs: InputStore
  links: OpenLink
  newChannel: NewChannel
  notices: Notices
  outbox: Outbox
  panel: DeveloperPanel
  proxyLogin: ProxyLogin
  savedChat: SavedChatState
  settings: Settings
  signIn: SignInState
  submitter: Submitter
  typing: Typing
  workspaces: Workspaces
  /** Subscribes to main and reads the first view. */
  start(): Promise<void>
}

export interface WindowOptions {
  api: Api
  after: After
  /** Epoch ms. */
  now(): number
  newId(): string
  loadSettings: LoadSettings
  /** Loads the form for a workspace. */
  loadEditor: LoadEditor
  loadTools: LoadTools
}

/** Creates the state of a window from a bridge. It needs no DOM, so it runs in plain Node. */
export function createWindowState(options: WindowOptions): WindowState {
  const { api, after, now, newId, loadSettings, loadEditor, loadTools } = options
  const typing = createTyping(after)
  const inputs = createInputStore(api)
  const notices = createNotices()
  const submitter = createSubmitter()
  const drafts = createDrafts(inputs)
  const outbox = createOutbox({ api, inputs, now, newId, channels: () => channels })
  const hasUnsent = (cid: string) => drafts.text(cid) !== '' || outbox.hasUnsent(cid)
  const savedChat = createSavedChat({ api, after, now, channels: () => channels })
  const channels = createChannels({ api, inputs, hasUnsent, listed: savedChat.listed })
  const newChannel = createNewChannel({ api, inputs, newId, show: channels.showCreated })
  const unsentMessages = ({ workspaceId, key }: RememberedAccount) =>
    inputs.under(['account', workspaceId, key, 'outgoing']).length
  const accounts = createAccounts({ api, notices, unsentMessages })
  const signIn = createSignInState({ api, submitter, inputs, unsentMessages })
  const workspaces = createWorkspaces({ api, submitter, inputs, loadEditor })
  const settings = createSettings({
    api,
    submitter,
    load: loadSettings,
    opened: () => (workspaces.dialog.value = 'closed'),
  })
  const proxyLogin = createProxyLogin({ api, inputs, notices, typing, after })
  const links = createOpenLink({ api, channels, notices, typing, closeSettings: settings.close })
  const view = createViewState({ api, prepare })

  /** The account of the shown chat. */
  let account: TextPath | null = null
  let wasLive = false

  function prepare(view: View): void {
    void chooseLanguage(view.language, view.locale)
    signIn.applyView(view)
    accounts.applyView(view)
    tellOfWaitingMessages(view)
    forgetAccountsThatLeft(view)
    resetForAccount(view)
    savedChat.applyView(view)
    sendWaiting(view)
    readListWhenLive(view)
    proxyLogin.applyQuestion(view.proxy)
    links.applyView(view)
  }

  /**
   * Deletes drafts and unsent messages of accounts that are no longer remembered or signed in. Switching accounts keeps
   * them, signing out deletes them.
   */
  function forgetAccountsThatLeft({ session, workspace, remembered }: View): void {
    // The account of a running sign-in may not be known yet.
    if (session.state === 'signingIn') return
    const own = session.state === 'signedOut' ? null : session.account
    const known = new Set(remembered.map(({ workspaceId, key }) => textKey(workspaceId, key)))
    if (own) known.add(textKey(workspace.id, own.key))
    for (const [[workspaceId = '', key = '']] of inputs.under(['account'])) {
      if (!known.has(textKey(workspaceId, key))) inputs.forget(['account', workspaceId, key])
    }
  }

  /** Says that the messages of an account that was left go out when it is active again. */
  function tellOfWaitingMessages({ session, remembered }: View): void {
    const key = account?.[2]
    const isActive =
      session.state !== 'signedOut' && (!session.account || session.account.key === key)
    const left = isActive ? undefined : remembered.find((one) => one.key === key)
    const count = outbox.waitingCount()
    if (left && count > 0) notices.notice.value = texts().accounts.messagesWait(left.name, count)
  }

  /** Clears the chat when the account changes, so no account sees another's messages. */
  function resetForAccount({ session, workspace }: View): void {
    if (session.state === 'signingIn' && !session.account) return
    const own = session.state === 'signedOut' ? null : session.account
    const next = own && ['account', workspace.id, own.key]
    if (JSON.stringify(next) === JSON.stringify(account)) return
    account = next
    wasLive = false
    newChannel.resetForAccount(next)
    channels.resetForAccount(next, own?.userId ?? '')
    drafts.resetForAccount(next)
    outbox.resetForAccount(next)
  }

  function sendWaiting({ session }: View): void {
    switch (session.state) {
      case 'connected':
      case 'refreshing':
      case 'offline':
        return outbox.sendWaiting()
      case 'signedOut':
      case 'signingIn':
      case 'needsSignIn':
        return undefined
      default:
        return unreachable(session)
    }
  }

  function readListWhenLive({ session }: View): void {
    if (session.state === 'signingIn' && !session.account) return
    const isLive = session.state === 'connected' || session.state === 'refreshing'
    if (isLive && !wasLive) channels.readListOnce()
    wasLive = isLive
  }

  return {
    ...view,
    accounts,
    channels,
    drafts,
    inputs,
    links,
    newChannel,
    notices,
    outbox,
    panel: createDeveloperPanel(loadTools),
    proxyLogin,
    savedChat,
    settings,
    signIn,
    submitter,
    typing,
    workspaces,
    async start() {
      let early: View | null = null
      let isStarted = false
      api.on('view', (next) => {
        if (isStarted) view.applyView(next)
        else early = next
      })
      api.on('message', channels.receive)
      api.on('messageDelayed', outbox.markDelayed)
      api.on('reconnected', channels.catchUp)
      api.on('openSettings', () => void settings.open())
      api.on('accountChosen', ({ key }) => {
        settings.close()
        void accounts.switchTo(key)
      })
      api.on('failed', (code) => (notices.notice.value = errorText(code)))
      // Kept texts load first, so that forms start with the earlier page's text.
      const [texts, reply] = await Promise.all([api.readKeptInputs(), api.readView()])
      if (reply.ok) await chooseLanguage(reply.value.language, reply.value.locale)
      inputs.load(texts.ok ? texts.value : [])
      view.applyReply(reply)
      isStarted = true
      if (early) view.applyView(early)
    },
  }
}

function textKey(workspaceId: string, accountKey: string): string {
  return JSON.stringify([workspaceId, accountKey])
}
