import type { UtilityProcess } from 'electron'

/** Electron's `utilityProcess`. */
export interface Forker {
  fork(
    path: string,
    args: string[],
    options: { serviceName: string; env?: NodeJS.ProcessEnv },
  ): UtilityProcess
}
