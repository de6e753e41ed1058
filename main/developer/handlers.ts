import type { DeveloperCalls } from '../../preload/contract.ts'
import { Failure } from '../auth/failure.ts'
import type { Handlers } from '../ipc.ts'
import type { DeveloperMode } from './mode.ts'
import { createWays, type WaysOptions } from './ways.ts'

/** What main does for the calls of developer mode. */
export type DeveloperHandlers = Pick<Handlers, keyof DeveloperCalls>

export interface DeveloperOptions extends WaysOptions {
  mode: DeveloperMode
}

/** What main does for each call of developer mode; while that is off, none does anything. */
export function createDeveloperHandlers(options: DeveloperOptions): DeveloperHandlers {
  return guarded(options.mode, {
    ...createWays(options),
    inspectSession: () => null,
    inspectToken: notYet,
    readTimeline: () => [],
    exportTimeline: () => null,
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
