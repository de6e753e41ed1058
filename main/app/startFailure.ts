import { openLog } from '../logging/logFile.ts'
import { describeError } from './globalErrors.ts'

export interface StartFailureOptions {
  /** The folder of the log. */
  folder: string
  env: NodeJS.ProcessEnv
  stderr: Pick<NodeJS.WriteStream, 'on' | 'write'>
}

/** Writes down why the app could not start: the log is not there yet, so it is opened for this. */
export function logStartFailure(reason: unknown, options: StartFailureOptions): void {
  const { log } = openLog(options.folder, options.env, options.stderr)
  log.error('uncaught.exception', describeError(reason))
}
