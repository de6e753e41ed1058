import { useEffect } from 'preact/hooks'
import type { Session, SandboxFaults, View } from '../../../preload/contract.ts'
import { problem } from '../../text/errors.ts'
import { unreachable } from '../../unreachable.ts'
import { Actions } from './actions.tsx'
import { usual } from './options.ts'
import { Groups } from './faultList.tsx'
import { developer } from '../developerState.ts'
import '../tool.css'
import './faults.css'

/** The faults of the sandbox, each a switch that takes effect at once. */
export function SandboxSwitches({ view }: { view: View }) {
  // The sandbox may have been started anew, and with that is as usual.
  useEffect(() => void developer.sandbox.read(), [view.workspace])
  const known = developer.sandbox.known.value
  switch (known.state) {
    case 'unread':
      return null
    case 'elsewhere':
      return (
        <p class="quiet">
          {view.workspace.name} is a workspace of its own: faults can be switched on in the sandbox
          only. Sign out and choose the sandbox at the bottom of the sign-in screen.
        </p>
      )
    case 'failed':
      return <p class="quiet">{problem[known.code]}</p>
    case 'read':
      return <Known switches={known.switches} session={view.session} />
    default:
      return unreachable(known)
  }
}

function Known({ switches, session }: { switches: SandboxFaults; session: Session }) {
  const names = Object.keys(usual) as (keyof SandboxFaults)[]
  const changed = names.filter((name) => switches[name] !== usual[name]).length
  return (
    <div class="tool">
      <Actions session={session} />
      <section>
        <div class="tool-line">
          <h3>SandboxFaults</h3>
          <p class="quiet" aria-live="polite">
            {changed === 0 ? 'All as usual' : `${changed} changed`}
          </p>
          <button
            type="button"
            class="secondary small"
            aria-disabled={changed === 0}
            onClick={() => changed > 0 && void developer.sandbox.act('reset')}
          >
            Reset all
          </button>
        </div>
        <p class="quiet">Each takes effect at once, and lasts until the sandbox ends.</p>
      </section>
      <Groups switches={switches} />
    </div>
  )
}
