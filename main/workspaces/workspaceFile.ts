import type { OpenDialogOptions, OpenDialogReturnValue } from 'electron'
import type { NewWorkspace } from '../../preload/contract.ts'
import { Failure } from '../auth/errors.ts'
import { readBoundedFile } from '../platform/boundedFile.ts'
import { mostBytes, parseConfiguration } from '../settings/configuration.ts'
import type { Texts } from '../text/en.ts'
import { showNewWorkspace } from './newWorkspace.ts'

/** Asks the person for a file; null while there is no window to ask in. */
export type AskFile = (options: OpenDialogOptions) => Promise<OpenDialogReturnValue | null>

/**
 * Has the person choose a configuration file and reads its workspace; the rest of the file is not used. Null: none was
 * chosen.
 * @throws Failure `fileUnusable` with the reason, which names the field
 */
export async function openWorkspaceFile(
  askFile: AskFile,
  texts: Texts['workspaces'],
): Promise<NewWorkspace | null> {
  const question: OpenDialogOptions = {
    title: texts.chooseFile,
    properties: ['openFile'],
    filters: [
      { name: texts.workspaceFiles, extensions: ['json'] },
      { name: texts.allFiles, extensions: ['*'] },
    ],
  }
  const [path] = (await askFile(question))?.filePaths ?? []
  if (path === undefined) return null
  const read = parseConfiguration(readFile(path))
  if (read.kind === 'wrong') throw unusable(read.reason)
  return showNewWorkspace(read.workspace)
}

function readFile(path: string): string {
  try {
    return readBoundedFile(path, mostBytes)
  } catch (error) {
    // An error of the system names the path, which the person knows.
    const isOurs = error instanceof Error && !('code' in error)
    throw unusable(isOurs ? error.message : 'it cannot be read')
  }
}

function unusable(reason: string): Failure {
  return new Failure('fileUnusable', `The file cannot be used: ${reason}.`, {
    about: { text: reason },
  })
}
