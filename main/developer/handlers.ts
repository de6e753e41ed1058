import type { DeveloperCalls } from '../../preload/contract.ts'
import { Failure } from '../auth/errors.ts'
import type { Handlers } from '../ipc/ipc.ts'
import { createServiceChecks, type ServiceChecksOptions } from './serviceChecks.ts'
import type { ExportOptions } from './export.ts'
import type { DeveloperMode } from '../settings/developerMode.ts'
import type { FaultHandlersOptions } from './faults.ts'
import type { Timeline } from './timeline.ts'
import { createLocalSignIn, type LocalSignInOptions } from './localSignIn.ts'

/** The handlers of the calls of developer mode. */
export type DeveloperHandlers = Pick<Handlers, keyof DeveloperCalls>

export interface DeveloperOptions
  extends LocalSignInOptions, FaultHandlersOptions, ServiceChecksOptions {
  mode: DeveloperMode
  session: LocalSignInOptions['session']
  workspaces: FaultHandlersOptions['workspaces'] & ServiceChecksOptions['workspaces']
  timeline: Timeline
  appVersion: string
  askWhere: ExportOptions['askWhere']
  texts: ExportOptions['texts']
}

/** Makes the handlers of developer mode. While that is off, each call fails with `notAllowed`. */
export function createDeveloperHandlers(options: DeveloperOptions): DeveloperHandlers {
  const { mode, session, timeline, appVersion, askWhere, texts } = options
  // Only developers need these, so no start waits for them.
  async function faults() {
    const { createFaultHandlers } = await import('./faults.ts')
    return createFaultHandlers(options)
  }

  return guarded(mode, {
    ...createLocalSignIn(options),
    async inspectSession() {
      const { inspectSession } = await import('./inspection.ts')
      return inspectSession(session.signedIn())
    },
    async inspectToken({ token }) {
      const { inspectPasted } = await import('./inspection.ts')
      return inspectPasted(token, session.signedIn()?.backend.serverTime ?? null)
    },
    readTimeline: () => timeline.entries(),
    async exportTimeline() {
      const { exportTimeline } = await import('./export.ts')
      return exportTimeline({ entries: timeline.entries(), appVersion, askWhere, texts })
    },
    readFaults: async () => (await faults()).readFaults(undefined),
    changeFaults: async (patch) => (await faults()).changeFaults(patch),
    runSandboxAction: async (action) => (await faults()).runSandboxAction(action),
    ...createServiceChecks(options),
  })
}

function guarded(mode: DeveloperMode, handlers: DeveloperHandlers): DeveloperHandlers {
  const guard =
    <Request, Value>(handle: (request: Request) => Value) =>
    (request: Request): Value => {
      if (mode.isOn()) return handle(request)
      throw new Failure('notAllowed', 'Developer mode is off.')
    }
  const entries = Object.entries(handlers) as [
    keyof DeveloperCalls,
    (request: unknown) => unknown,
  ][]
  return Object.fromEntries(
    entries.map(([name, handle]) => [name, guard(handle)]),
  ) as unknown as DeveloperHandlers
}
