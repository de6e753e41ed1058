import { render } from 'preact'
import { App } from './app.tsx'
import { border } from './border.ts'
import { follow } from './state.ts'

const root = document.getElementById('app')

// Until the first view is there, the still frame of index.html stands; it is replaced in one step.
await follow()
if (root) {
  root.replaceChildren()
  render(<App />, root)
}

addEventListener('online', () => void border.cameOnline())
