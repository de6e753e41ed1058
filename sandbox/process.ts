import type { ParentPort } from './parent.ts'
import { serveParent } from './parent.ts'

// The entry of the utility process that the app starts: Electron sets `process.parentPort` there and nowhere else.
const { parentPort } = process as typeof process & { parentPort?: ParentPort }
if (!parentPort)
  throw new Error(
    'This is the entry of a utility process; to run the sandbox by itself: npm run sandbox',
  )
const mode = process.env['LATCHKEY_SANDBOX']
serveParent(parentPort, () => process.exit(0), {
  faults: { odd: mode === 'odd' },
  large: mode === 'large',
})
