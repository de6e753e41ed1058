import { api } from '../api.ts'
import { state } from '../state/appState.ts'
import { createDeveloperState } from './developerState.ts'

/** The state of the developer tools of this window, made from the real bridge. */
export const developer = createDeveloperState(api, state)
