import type * as contract from '../../preload/contract.ts'
import { unreachable } from '../auth/errors.ts'
import type { Log } from '../auth/ports.ts'
import type { Session } from '../auth/session.ts'
import type { Link } from './deepLink.ts'
import type { Workspaces } from '../workspaces/workspaces.ts'

/** What a link sends Latchkey for, from the click on it until it is done. A later one takes the place of an earlier. */
export interface Errands {
  /** Brings the window to the front; what the link asks for beyond that waits for the person or for a connection. */
  follow(link: Link): void
  /** As the window shows it; null when there is nothing to do. */
  current(): contract.Errand | null
  /** The person wants it. Leaves another account for it, which stays remembered if it was; never wipes one. */
  accept(): void
  /** It is done, or the person does not want it. */
  end(): void
}

export interface ErrandsOptions {
  session: Pick<Session, 'state' | 'switchAccount'>
  workspaces: Pick<Workspaces, 'current' | 'list' | 'choose'>
  log: Log
  /** Brings the window to the person. */
  show(): void
  changed(): void
}

type State =
  | { kind: 'none' }
  | { kind: 'asked'; workspace: string | null; cid: string | null }
  /** `by`: whom it was clear to. What nobody had to be asked about is forgotten when the session ends. */
  | { kind: 'agreed'; by: 'itself' | 'person'; workspaceId: string; cid: string }

const none: State = { kind: 'none' }

export function createErrands(options: ErrandsOptions): Errands {
  const { session, workspaces, log, show, changed } = options
  let state: State = none

  /** By its id, or by its name as people know it; of two with one name the current one. */
  function find(wanted: string | null): contract.Workspace | null {
    const current = workspaces.current()
    if (wanted === null) return current
    const all = [current, ...workspaces.list()]
    const name = fold(wanted)
    return (
      all.find(({ id }) => id === wanted) ?? all.find((other) => fold(other.name) === name) ?? null
    )
  }

  /** What has become of it meanwhile: at a cold start nobody is there yet when the link is, and a session can end. */
  function settle(): State {
    const hereId = workspaces.current().id
    if (state.kind === 'asked') {
      const isHere = find(state.workspace)?.id === hereId
      if (!isHere || (state.cid !== null && !isSomebody())) return state
      if (state.cid === null) return none
      return { kind: 'agreed', by: 'itself', workspaceId: hereId, cid: state.cid }
    }
    if (state.kind === 'none' || state.workspaceId !== hereId) return none
    return state.by === 'itself' && !isSomebody() ? none : state
  }

  function isSomebody(): boolean {
    const now = session.state()
    return now.kind === 'signingIn' ? now.account !== null : now.kind !== 'signedOut'
  }

  return {
    follow(link) {
      log.info('link.followed', { kind: link.kind })
      if (link.kind !== 'unknown') {
        const cid = link.kind === 'channel' ? link.cid : null
        state = { kind: 'asked', workspace: link.workspace, cid }
        changed()
      }
      show()
    },
    current() {
      state = settle()
      switch (state.kind) {
        case 'none':
          return null
        case 'asked': {
          const workspace = find(state.workspace)
          if (workspace) return { state: 'asking', workspace, cid: state.cid }
          return { state: 'astray', workspace: state.workspace ?? '' }
        }
        case 'agreed':
          return { state: 'going', cid: state.cid }
        default:
          return unreachable(state)
      }
    },
    accept() {
      if (state.kind !== 'asked') return
      const { cid } = state
      const workspace = find(state.workspace)
      if (!workspace) return
      const { id } = workspace
      state = cid === null ? none : { kind: 'agreed', by: 'person', workspaceId: id, cid }
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

function fold(name: string): string {
  return name.trim().toLowerCase()
}
