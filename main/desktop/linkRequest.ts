import type * as contract from '../../preload/contract.ts'
import { unreachable } from '../auth/errors.ts'
import type { Log } from '../auth/ports.ts'
import type { Session } from '../auth/session.ts'
import type { Link } from './deepLink.ts'

/** Keeps the followed link from the click until it is done. A later link replaces an earlier one. */
export interface LinkRequests {
  /** Shows the window. The rest of the link waits for the person or for a connection. */
  openLink(link: Link): void
  /** The link as the window shows it; null when there is none. */
  current(): contract.LinkRequest | null
  /** True when accepting it would leave the signed-in account. */
  leavesAccount(): boolean
  /** The person accepts it. Leaves another account for it; a stored account stays stored. */
  accept(): void
  /** It is done, or the person dismissed it. */
  end(): void
}

/** The workspaces, as a link uses them. */
export interface LinkWorkspaces {
  current(): contract.Workspace
  list(): contract.Workspace[]
  choose(id: string): void
}

export interface LinkRequestsOptions {
  session: Pick<Session, 'state' | 'switchAccount'>
  workspaces: LinkWorkspaces
  log: Log
  /** Shows the window. */
  show(): void
  changed(): void
}

type State =
  | { kind: 'none' }
  | { kind: 'pending'; workspace: string | null; cid: string | null }
  /** `by`: who approved the link. A link that a rule approved is dropped when the session ends. */
  | { kind: 'accepted'; by: 'rule' | 'person'; workspaceId: string; cid: string }

const none: State = { kind: 'none' }
/** A name has few words; a sentence has more. */
const mostWords = 3

export function createLinkRequests(options: LinkRequestsOptions): LinkRequests {
  const { session, workspaces, log, show, changed } = options
  let state: State = none

  const find = (wanted: string | null) => findWorkspace(workspaces, wanted)

  /** The state by now: at a cold start the link comes before the session, and a session can end. */
  function refresh(): State {
    const hereId = workspaces.current().id
    if (state.kind === 'pending') {
      const isHere = find(state.workspace)?.id === hereId
      if (!isHere || (state.cid !== null && !hasAccount())) return state
      if (state.cid === null) return none
      return { kind: 'accepted', by: 'rule', workspaceId: hereId, cid: state.cid }
    }
    if (state.kind === 'none' || state.workspaceId !== hereId) return none
    return state.by === 'rule' && !hasAccount() ? none : state
  }

  function hasAccount(): boolean {
    const now = session.state()
    return now.kind === 'signingIn' ? now.account !== null : now.kind !== 'signedOut'
  }

  return {
    openLink(link) {
      log.info('link.followed', { kind: link.kind })
      if (link.kind !== 'unknown') {
        const cid = link.kind === 'channel' ? link.cid : null
        state = { kind: 'pending', workspace: link.workspace, cid }
        changed()
      }
      show()
    },
    current() {
      state = refresh()
      switch (state.kind) {
        case 'none':
          return null
        case 'pending': {
          const workspace = find(state.workspace)
          if (workspace) return { state: 'needsConfirmation', workspace, cid: state.cid }
          return { state: 'unknownWorkspace', workspace: showableName(state.workspace ?? '') }
        }
        case 'accepted':
          return { state: 'accepted', cid: state.cid }
        default:
          return unreachable(state)
      }
    },
    leavesAccount() {
      if (state.kind !== 'pending' || session.state().kind === 'signedOut') return false
      const workspace = find(state.workspace)
      return workspace !== null && workspace.id !== workspaces.current().id
    },
    accept() {
      if (state.kind !== 'pending') return
      const { cid } = state
      const workspace = find(state.workspace)
      if (!workspace) return
      const { id } = workspace
      state = cid === null ? none : { kind: 'accepted', by: 'person', workspaceId: id, cid }
      if (id !== workspaces.current().id) {
        if (session.state().kind !== 'signedOut') session.switchAccount()
        workspaces.choose(id)
      }
      changed()
    },
    end() {
      state = none
      changed()
    },
  }
}

/** Finds a workspace by ID or by name; of two with one name the current one. */
function findWorkspace(
  workspaces: LinkWorkspaces,
  wanted: string | null,
): contract.Workspace | null {
  const current = workspaces.current()
  if (wanted === null) return current
  const all = [current, ...workspaces.list()]
  const name = normalize(wanted)
  return (
    all.find(({ id }) => id === wanted) ??
    all.find((other) => normalize(other.name) === name) ??
    null
  )
}

const longestShownName = 40

/**
 * The name that a link gives, shortened to 40 characters. Null for anything but a plain name: a link could otherwise
 * put an instruction or an address into our dialog.
 */
export function showableName(name: string): string | null {
  const text = name.trim()
  const isPlain = /^[\p{L}\p{M}\p{N} &'’_-]+$/u.test(text) && text.split(/\s+/).length <= mostWords
  if (!isPlain) return null
  const characters = Array.from(text)
  if (characters.length <= longestShownName) return text
  return `${characters
    .slice(0, longestShownName - 1)
    .join('')
    .trimEnd()}…`
}

function normalize(name: string): string {
  return name.trim().toLowerCase()
}
