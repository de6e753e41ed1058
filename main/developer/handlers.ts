import type { DeveloperCalls } from '../../preload/contract.ts'
import { Failure } from '../auth/failure.ts'
import type { Handlers } from '../ipc.ts'
import { exportTimeline, type ExportOptions } from './export.ts'
import type { DeveloperMode } from './mode.ts'
import type { Timeline } from './timeline.ts'
import { createWays, type WaysOptions } from './ways.ts'

/** What main does for the calls of developer mode. */
export type DeveloperHandlers = Pick<Handlers, keyof DeveloperCalls>

export interface DeveloperOptions extends WaysOptions {
  mode: DeveloperMode
  timeline: Timeline
  appVersion: string
  askWhere: ExportOptions['askWhere']
}

/** What main does for each call of developer mode; while that is off, none does anything. */
export function createDeveloperHandlers(options: DeveloperOptions): DeveloperHandlers {
  const { mode, timeline, appVersion, askWhere } = options
  return guarded(mode, {
    ...createWays(options),
    inspectSession: () => null,
    inspectToken: notYet,
    readTimeline: () => timeline.entries(),
    exportTimeline: () => exportTimeline({ entries: timeline.entries(), appVersion, askWhere }),
    readSwitches: () => null,
    changeSwitches: notYet,
    actOnSandbox: notYet,
    checkTokenService: notYet,
  })
}

function notYet(): never {
  throw new Failure('internal', 'This is being built.')
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
