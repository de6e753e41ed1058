import type { CheckTexts } from '../../text/en/serviceCheck.ts'
import type { CheckContext } from './context.ts'
import type { Verdict } from './verdict.ts'

/** One thing that is looked at. Probes run in the order of their list, for each stands on what those before it found. */
export interface Probe {
  name: keyof CheckTexts['titles']
  run(context: CheckContext): Verdict | Promise<Verdict>
}
