import type { WorkspaceFinding } from '../../preload/contract.ts'
import type { Ask } from '../app/leaveQuestion.ts'
import type { AccountStore } from '../auth/accountStore.ts'
import { Failure } from '../auth/errors.ts'
import type { Session } from '../auth/session.ts'
import type { SavedWorkspace } from '../settings/settings.ts'
import type { Texts } from '../text/en.ts'
import { readNewWorkspace } from '../workspaces/newWorkspace.ts'
import type { AskFile } from '../workspaces/workspaceFile.ts'
import type { Workspaces } from '../workspaces/workspaces.ts'
import type { Handlers } from './ipc.ts'
import { isRemovalAgreed, removeQuestion } from './removeQuestion.ts'

export interface WorkspaceHandlerOptions {
  session: Pick<Session, 'state' | 'forget'>
  accounts: Pick<AccountStore, 'of'>
  workspaces: Workspaces
  /** Asks the servers of a workspace whether they are there. */
  checkWorkspace(workspace: SavedWorkspace): Promise<WorkspaceFinding[]>
  ask: Ask
  askFile: AskFile
  texts(): Texts
}

/** The handlers of the calls about workspaces. The one in use cannot be changed, and no other can be selected meanwhile. */
export function createWorkspaceHandlers(options: WorkspaceHandlerOptions) {
  const { session, accounts, workspaces, checkWorkspace, ask, askFile } = options
  const texts = () => options.texts().workspaces
  const isSignedOut = () => session.state().kind === 'signedOut'

  function requireUnused(id: string): void {
    if (isSignedOut() || workspaces.current().id !== id) return
    throw new Failure('badInput', 'Sign out before changing the workspace.')
  }

  async function confirmRemoval(id: string, unsentMessages: number): Promise<void> {
    const name = workspaces.list().find((workspace) => workspace.id === id)?.name ?? ''
    const signIns = accounts.of(id).filter(({ stage }) => stage !== 'deleting').length
    const question = removeQuestion(name, { signIns, unsentMessages }, texts())
    // A question that cannot be shown has not been agreed to.
    const answer = await ask(question).catch(() => null)
    if (answer && isRemovalAgreed(answer.response)) return
    throw new Failure('aborted', 'The person keeps the workspace.')
  }

  return {
    addWorkspace(workspace) {
      workspaces.add(workspace, isSignedOut() ? 'choose' : 'keep')
      return null
    },
    readWorkspace: ({ id }) => workspaces.read(id),
    checkWorkspace: (workspace) => checkWorkspace(readNewWorkspace(workspace)),
    async openWorkspaceFile() {
      // Only for a person who chooses a file, so no start waits for it.
      const { openWorkspaceFile } = await import('../workspaces/workspaceFile.ts')
      return openWorkspaceFile(askFile, texts())
    },
    updateWorkspace({ id, workspace }) {
      requireUnused(id)
      workspaces.update(id, workspace)
      return null
    },
    moveWorkspace({ id, to }) {
      workspaces.move(id, to)
      return null
    },
    chooseWorkspace({ id }) {
      if (!isSignedOut()) throw new Failure('badInput', 'Sign out before changing the workspace.')
      workspaces.choose(id)
      return null
    },
    async removeWorkspace({ id, unsentMessages = 0 }) {
      requireUnused(id)
      workspaces.read(id)
      await confirmRemoval(id, unsentMessages)
      // The person may have signed in there while the question was open.
      requireUnused(id)
      // They are marked as going, and look up their servers, while the workspace is still there.
      const forgotten = accounts.of(id).map(({ account }) => session.forget(account.key))
      workspaces.remove(id)
      await Promise.all(forgotten)
      return null
    },
  } satisfies Partial<Handlers>
}
