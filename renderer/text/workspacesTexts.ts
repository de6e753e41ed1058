import { workspaces } from './en/workspaces.ts'
import { createTexts } from './language.ts'

/** The texts of workspaces in the language of the window. */
export const workspacesTexts = createTexts(workspaces, (translation) => translation.workspaces)
