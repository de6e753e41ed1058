import type { View } from '../../preload/contract.ts'
import type { Api } from '../api.ts'
import { problem } from '../text/errors.ts'
import { createChannels, type Channels } from './channels.ts'
import { createDeveloperPanel, type DeveloperPanel, type LoadTools } from './developerPanel.ts'
import { createDrafts, type Drafts } from './drafts.ts'
import { createSubmitter, type Submitter } from './form.ts'
import { createKeptTexts, type KeptTexts, type TextPath } from './keptTexts.ts'
import { createNotices, type Notices } from './notices.ts'
import { createOpenLink, type OpenLink } from './openLink.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import { createProxyLogin, type ProxyLogin } from './proxyLogin.ts'
import { createSettings, type LoadSettings, type Settings } from './settings.ts'
import { createSignInState, type SignInState } from './signInForms.ts'
import { createTyping, type After, type Typing } from './typing.ts'
import { createViewState, type ViewState } from './view.ts'
import { createWorkspaces, type Workspaces } from './workspaces.ts'

/** All that the window knows and does, apart from what it looks like. */
export interface WindowState extends ViewState {
  channels: Channels
  drafts: Drafts
  kept: KeptTexts
  links: OpenLink
  notices: Notices
  outbox: Outbox
  panel: DeveloperPanel
  proxyLogin: ProxyLogin
  settings: Settings
  signIn: SignInState
  submitter: Submitter
  typing: Typing
  workspaces: Workspaces
  /** Listens to main and asks for the first view; afterwards the view follows by itself. */
  start(): Promise<void>
}

export interface WindowOptions {
  api: Api
  after: After
  /** Epoch ms. */
  now(): number
  newId(): string
  loadSettings: LoadSettings
  loadTools: LoadTools
}

/** Makes the state of a window from the bridge. */
export function createWindowState(options: WindowOptions): WindowState {
  const { api, after, now, newId, loadSettings, loadTools } = options
  const typing = createTyping(after)
  const kept = createKeptTexts(api)
  const notices = createNotices()
  const submitter = createSubmitter()
  const drafts = createDrafts(kept)
  const outbox = createOutbox({ api, kept, now, newId, channels: () => channels })
  const hasUnsent = (cid: string) => drafts.text(cid) !== '' || outbox.hasUnsent(cid)
  const channels = createChannels({ api, kept, hasUnsent })
  const signIn = createSignInState({
    api,
    submitter,
    kept,
    unsentMessages: (key) => kept.under(['account', workspaceId, key, 'outgoing']).length,
  })
  const workspaces = createWorkspaces({ api, submitter, kept })
  const settings = createSettings({
    api,
    submitter,
    load: loadSettings,
    opened: () => (workspaces.dialog.value = 'closed'),
  })
  const proxyLogin = createProxyLogin({ api, kept, notices, typing, after })
  const links = createOpenLink({ api, channels, notices, typing, closeSettings: settings.close })
  const view = createViewState({ api, prepare })

  let workspaceId = ''
  /** The account whose chat is on the screen. */
  let account: TextPath | null = null
  let wasLive = false

  function prepare(view: View): void {
    workspaceId = view.workspace.id
    signIn.applyView(view)
    forgetAccountsThatLeft(view)
    resetForAccount(view)
    readListWhenLive(view)
    proxyLogin.applyQuestion(view.proxy)
    links.applyView(view)
  }

  /**
   * Drafts and unsent messages stay for as long as their account is remembered or signed in: switching away and back
   * keeps them, signing out ends them. Of other workspaces it is not known here who is remembered.
   */
  function forgetAccountsThatLeft({ session, workspace, remembered }: View): void {
    const keys = new Set(remembered.map(({ key }) => key))
    if (session.state !== 'signedOut' && session.account) keys.add(session.account.key)
    // While a sign-in is under way its account may not be known yet.
    if (session.state === 'signingIn') return
    for (const [[key = '']] of kept.under(['account', workspace.id])) {
      if (!keys.has(key)) kept.forget(['account', workspace.id, key])
    }
  }

  /** Clears the chat when another account comes, so that nobody sees what another one read or wrote. */
  function resetForAccount({ session, workspace }: View): void {
    if (session.state === 'signingIn' && !session.account) return
    const own = session.state === 'signedOut' ? null : session.account
    const next = own && ['account', workspace.id, own.key]
    if (JSON.stringify(next) === JSON.stringify(account)) return
    account = next
    wasLive = false
    channels.resetForAccount(next, own?.userId ?? '')
    drafts.resetForAccount(next)
    outbox.resetForAccount(next)
  }

  function readListWhenLive({ session }: View): void {
    if (session.state === 'signingIn' && !session.account) return
    const isLive = session.state === 'connected' || session.state === 'refreshing'
    if (isLive && !wasLive) channels.readListOnce()
    wasLive = isLive
  }

  return {
    ...view,
    channels,
    drafts,
    kept,
    links,
    notices,
    outbox,
    panel: createDeveloperPanel(loadTools),
    proxyLogin,
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
      api.on('messageDelayed', outbox.wait)
      api.on('reconnected', channels.catchUp)
      api.on('openSettings', () => void settings.open())
      api.on('failed', (code) => (notices.notice.value = problem[code]))
      // Forms are made with what an earlier page had in them, before anything is shown.
      const [texts, reply] = await Promise.all([api.readKeptTexts(), api.readView()])
      kept.load(texts.ok ? texts.value : [])
      view.applyReply(reply)
      isStarted = true
      if (early) view.applyView(early)
    },
  }
}
