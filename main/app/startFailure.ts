import type { LanguageChoice } from '../../preload/contract.ts'
import { openLog } from '../logging/logFile.ts'
import { openLanguage } from '../text/language.ts'
import { describeError } from './globalErrors.ts'

export interface StartFailureOptions {
  /** The folder of the log. */
  folder: string
  app: Parameters<typeof openLanguage>[0]
  /** The language of the message. */
  first: { language: LanguageChoice }
  env: NodeJS.ProcessEnv
  stderr: Pick<NodeJS.WriteStream, 'on' | 'write'>
}

/**
 * Writes down why the app could not start: the log is not there yet, so it is opened for this. Returns the message for the
 * person.
 */
export async function logStartFailure(
  reason: unknown,
  options: StartFailureOptions,
): Promise<string> {
  const { log } = openLog(options.folder, options.env, options.stderr)
  log.error('uncaught.exception', describeError(reason))
  const language = await openLanguage(options.app, options.first.language)
  return language.texts().about.startFailed(options.folder)
}
