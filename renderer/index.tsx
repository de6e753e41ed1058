import { render } from 'preact'
import { App } from './app.tsx'
import { border } from './border.ts'
import { follow } from './state.ts'

const longestFrameMs = 100

const root = document.getElementById('app')

// Until the first view is there, the still frame of index.html stands; it is replaced in one step.
await follow()
if (root) {
  root.replaceChildren()
  render(<App />, root)
  // A hidden window may get no frames: on Wayland it gets none.
  const frame = new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  const pause = new Promise((resolve) => setTimeout(resolve, longestFrameMs))
  void Promise.race([frame, pause]).then(() => border.pageRendered())
}

addEventListener('online', () => void border.cameOnline())
