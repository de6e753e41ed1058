import { api } from '../api.ts'
import { createWindowState } from './windowState.ts'

/** The state of this window, made from the real bridge. */
export const state = createWindowState({
  api,
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
  now: () => Date.now(),
  newId: () => crypto.randomUUID(),
  loadSettings: () => import('../screens/settings/settings.tsx'),
  loadEditor: () => import('../screens/workspaces/workspaceEditor.tsx'),
  async loadTools() {
    const { Tools, loadDeveloperTexts } = await import('../developer/tools.tsx')
    await loadDeveloperTexts()
    return { Tools }
  },
})
