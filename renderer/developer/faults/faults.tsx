import { useEffect } from 'preact/hooks'
import type { Session, SandboxFaults, View } from '../../../preload/contract.ts'
import { developerTexts } from '../../text/developerTexts.ts'
import { errorText } from '../../text/errors.ts'
import { unreachable } from '../../unreachable.ts'
import { Actions } from './actions.tsx'
import { FaultList } from './faultList.tsx'
import { developer } from '../appDeveloper.ts'
import '../tool.css'
import './faults.css'

/** The sandbox's faults. Each change takes effect at once. */
export function FaultsTool({ view }: { view: View }) {
  // The sandbox may have restarted, which resets its faults.
  useEffect(() => void developer.sandbox.read(), [view.workspace])
  const known = developer.sandbox.known.value
  switch (known.state) {
    case 'unread':
      return null
    case 'elsewhere':
      return <p class="muted">{developerTexts().faults.onlyInSandbox(view.workspace.name)}</p>
    case 'failed':
      return <p class="muted">{errorText(known.code)}</p>
    case 'read':
      return <LoadedFaults {...known} session={view.session} />
    default:
      return unreachable(known)
  }
}

interface LoadedFaultsProps {
  faults: SandboxFaults
  defaults: SandboxFaults
  session: Session
}

function LoadedFaults({ faults, defaults, session }: LoadedFaultsProps) {
  const { faults: text } = developerTexts()
  const names = Object.keys(defaults) as (keyof SandboxFaults)[]
  const changed = names.filter((name) => faults[name] !== defaults[name]).length
  return (
    <div class="tool">
      <Actions session={session} />
      <section>
        <div class="tool-line">
          <h3>{text.title}</h3>
          <p class="muted" aria-live="polite">
            {changed === 0 ? text.allAtDefaults : text.changedCount(changed)}
          </p>
          <button
            type="button"
            class="secondary small"
            aria-disabled={changed === 0}
            onClick={() => changed > 0 && void developer.sandbox.act('reset')}
          >
            {text.resetAll}
          </button>
        </div>
        <p class="muted">{text.takesEffect}</p>
      </section>
      <FaultList faults={faults} defaults={defaults} />
    </div>
  )
}
