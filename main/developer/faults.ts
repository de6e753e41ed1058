import type { SandboxAction } from '../../preload/contract.ts'
import { Failure } from '../auth/errors.ts'
import type { Session } from '../auth/session.ts'
import type { Handlers } from '../ipc/ipc.ts'
import type { SandboxHost, SandboxOrder } from '../workspaces/sandboxHost.ts'
import type { Workspaces } from '../workspaces/workspaces.ts'

export interface FaultHandlersOptions {
  session: Pick<Session, 'signedIn'>
  workspaces: Pick<Workspaces, 'current'>
  sandbox: Pick<SandboxHost, 'faults' | 'act'>
}

/** The switches of the sandbox; of no use while the workspace is another one. */
export function createFaultHandlers({
  session,
  workspaces,
  sandbox,
}: FaultHandlersOptions): Pick<Handlers, 'readFaults' | 'changeFaults' | 'runSandboxAction'> {
  const isHere = () => workspaces.current().source === 'sandbox'

  function requireSandbox(): void {
    if (!isHere()) throw new Failure('notFound', 'The workspace is not the sandbox.')
  }

  /** Guests have tokens to end as well; an anonymous visitor has none. */
  function order(action: SandboxAction): SandboxOrder {
    if (action === 'cut' || action === 'reset') return { action }
    const userId = session.signedIn()?.activeSession.token()?.userId
    if (userId === undefined) throw new Failure('notSignedIn', 'There is no token to end.')
    return { action, user_id: userId }
  }

  return {
    readFaults: () => (isHere() ? sandbox.faults() : null),
    async changeFaults(patch) {
      requireSandbox()
      return sandbox.faults(patch)
    },
    async runSandboxAction(action) {
      requireSandbox()
      return sandbox.act(order(action))
    },
  }
}
