import type * as contract from '../../preload/contract.ts'
import type { Account } from '../auth/account.ts'
import { unreachable, type Failure } from '../auth/errors.ts'
import type { AccountStore } from '../auth/accountStore.ts'
import type { Session } from '../auth/sessionContract.ts'
import type { SignedIn, SessionState } from '../auth/sessionState.ts'
import {
  keychainName,
  unavailableReason,
  unavailableRemedy,
  unlockRemedy,
} from '../keychain/remedies.ts'
import type { Pictures } from '../chat/pictures.ts'
import type { VaultState } from '../keychain/vault.ts'
import type { ProxyChallenge } from '../network/proxyAuth.ts'
import { redact } from '../logging/redact.ts'
import { toErrorAbout } from './errorAbout.ts'
import type { Workspaces } from '../workspaces/workspaces.ts'
import type { Texts } from '../text/en.ts'

export interface ViewSources {
  session: SessionState
  endingOf: Session['endingOf']
  accounts: AccountStore
  vault: VaultState
  workspaces: Workspaces
  platform: NodeJS.Platform
  /** The program that keeps the secrets, else `XDG_CURRENT_DESKTOP`: the remedies name it. */
  keyring: string | undefined
  browserSignIn: contract.BrowserSignIn | null
  proxy: ProxyChallenge | null
  notice: string | null
  preferences: contract.Preferences
  language: contract.Language
  locale: string
  texts(): Texts
  fixed: contract.PreferenceName[]
  linkRequest: contract.LinkRequest | null
  update: contract.View['update']
  pictures: Pick<Pictures, 'addressOf'>
}

/** All that the window shows, and nothing that it must not know. */
export function makeView(sources: ViewSources): contract.View {
  const workspace = sources.workspaces.current()
  const showAccount = (account: Account) => showWithPicture(account, sources.pictures)
  return {
    session: showSession(sources.session, showAccount),
    workspace,
    workspaces: sources.workspaces.list(),
    remembered: showRemembered(sources, showAccount),
    otherSignIns: showOthers(sources),
    keychain: showVault(sources),
    browserSignIn: sources.browserSignIn,
    proxy: sources.proxy && { ...sources.proxy, realm: redact(sources.proxy.realm) },
    notice: sources.notice,
    developerMode: sources.preferences.developerMode,
    preferences: sources.preferences,
    language: sources.language,
    locale: sources.locale,
    fixed: sources.fixed,
    linkRequest: sources.linkRequest,
    update: sources.update,
  }
}

type ShowAccount = (account: Account) => contract.Account

function showSession(state: SessionState, showAccount: ShowAccount): contract.Session {
  switch (state.kind) {
    case 'signedOut':
      return { state: 'signedOut' }
    case 'signingIn':
      return { state: 'signingIn', account: state.account && showAccount(state.account) }
    case 'connected':
      return { state: 'connected', ...showSignedIn(state.signedIn, showAccount), role: state.role }
    case 'refreshing':
      return { state: 'refreshing', ...showSignedIn(state.signedIn, showAccount) }
    case 'offline': {
      const { failure, nextTryAt, signedIn } = state
      const { code, about } = failure
      return {
        state: 'offline',
        ...showSignedIn(signedIn, showAccount),
        code,
        ...toErrorAbout(about),
        nextTryAt,
      }
    }
    case 'needsSignIn': {
      const { code, message } = state.failure
      const { account, method } = state
      return { state: 'needsSignIn', account: showAccount(account), method, code, message }
    }
    default:
      return unreachable(state)
  }
}

function showSignedIn(
  signedIn: SignedIn,
  showAccount: ShowAccount,
): {
  account: contract.Account
  token: contract.TokenFacts
} {
  return { account: showAccount(signedIn.account), token: showToken(signedIn) }
}

function showWithPicture(
  { key, kind, userId, name, workspaceId, image }: Account,
  pictures: ViewSources['pictures'],
): contract.Account {
  const picture = pictures.addressOf(workspaceId, image)
  return { key, kind, userId, name, ...(picture === null ? {} : { picture }) }
}

function showRemembered(
  sources: ViewSources,
  showAccount: ShowAccount,
): contract.RememberedAccount[] {
  const { accounts, workspaces, session, endingOf } = sources
  const active = accountOf(session)?.key
  return accounts.kept(workspaces.list().map(({ id }) => id)).map(({ account }) => ({
    ...showAccount(account),
    workspaceId: account.workspaceId,
    status: account.key === active ? { state: 'active' } : statusOf(endingOf(account.key)),
  }))
}

function statusOf(ending: Failure | null): contract.RememberedStatus {
  return ending ? { state: 'needsSignIn', code: ending.code } : { state: 'ready' }
}

function accountOf(state: SessionState): Account | null {
  switch (state.kind) {
    case 'signedOut':
      return null
    case 'signingIn':
    case 'needsSignIn':
      return state.account
    case 'connected':
    case 'refreshing':
    case 'offline':
      return state.signedIn.account
    default:
      return unreachable(state)
  }
}

function showOthers({ accounts, workspaces }: ViewSources): contract.StoredSignIn[] {
  return accounts.others(workspaces.list().map(({ id }) => id)).map(({ account, stage }) => ({
    key: account.key,
    name: account.name,
    userId: account.userId,
    // The API key says nothing to a person.
    workspace: account.workspaceId.replace(/^.*?@(\w+:\/\/)?/, ''),
    state: stage === 'deleting' ? 'deleting' : 'stored',
  }))
}

/** The facts about a session's token that the window may know. */
export function showToken({
  activeSession,
  backend,
  storedIn,
  method,
}: SignedIn): contract.TokenFacts {
  const skewMs = backend.serverTime.skewMs()
  const toLocal = (at: number | null) => (at === null ? null : Math.round(at - skewMs))
  const expiresAt = activeSession.token()?.expiresAt ?? null
  return {
    method,
    expiresAt: toLocal(expiresAt),
    renewsAt: toLocal(activeSession.renewsAt()),
    renewedBy: renewedBy(activeSession, method),
    signInEndsAt: toLocal(activeSession.signInEndsAt()),
    // What may be in the keychain is only sure to be in memory.
    storedIn: storedIn === 'unsure' ? 'memory' : storedIn,
  }
}

function renewedBy(
  active: SignedIn['activeSession'],
  method: SignedIn['method'],
): contract.TokenFacts['renewedBy'] {
  if ((active.token()?.expiresAt ?? null) === null) return 'notNeeded'
  const refusal = active.renewalRefusal()
  if (refusal) {
    const isByProvider = refusal.code === 'singleSignOnEnded'
    return isByProvider ? 'refusedByIdentityProvider' : 'refusedByTokenService'
  }
  return active.isRenewable() ? renewers[method] : 'none'
}

/** The renewer of each kind of token. */
export const renewers: Record<contract.SignInMethod, contract.TokenFacts['renewedBy']> = {
  service: 'tokenService',
  oidc: 'identityProvider',
  static: 'none',
  guest: 'none',
  development: 'notNeeded',
  minted: 'thisApp',
  none: 'notNeeded',
}

function showVault(sources: ViewSources): contract.Keychain {
  const { vault: state, platform, keyring } = sources
  const texts = sources.texts()
  const name = keychainName(texts, platform)
  switch (state.kind) {
    case 'unknown':
      return { state: 'unknown', name }
    case 'ready':
      return { state: 'ready', name }
    case 'waiting':
      return { state: 'waiting', name }
    case 'locked':
      return { state: 'locked', name, remedy: unlockRemedy(texts, platform, keyring) }
    case 'unavailable': {
      const reason = redact(unavailableReason(texts, state.reason))
      const remedy = unavailableRemedy(texts, platform, state.reason, keyring)
      return { state: 'unavailable', name, reason, remedy }
    }
    default:
      return unreachable(state)
  }
}
