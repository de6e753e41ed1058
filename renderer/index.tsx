import { effect } from '@preact/signals'
import { render } from 'preact'
import { api } from './api.ts'
import { App } from './app.tsx'
import { state } from './state/appState.ts'
import { pageLanguage } from './text/language.ts'
import { followTyping } from './components/trackTyping.ts'
import { caretOf, steadyCaret } from './components/steadyCaret.ts'

const longestFrameMs = 100

const root = document.getElementById('app')
followTyping(window, state.typing)
effect(() => void Object.assign(document.documentElement, pageLanguage()))

// Not awaited: a module with top-level await cannot share modules with lazily loaded screens.
void start()
steadyCaret(window, caretOf(window))
addEventListener('online', () => void api.networkOnline())

async function start(): Promise<void> {
  // The static frame of index.html stays until the first view arrives.
  await state.start()
  if (root) {
    root.replaceChildren()
    render(<App />, root)
    // A hidden window may get no frames; on Wayland it gets none.
    const frame = new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    const pause = new Promise((resolve) => setTimeout(resolve, longestFrameMs))
    void Promise.race([frame, pause]).then(() => api.pageRendered())
  }
}
