import type { StoredSignIn, View } from '../../../preload/contract.ts'
import { api } from '../../api.ts'
import { state } from '../../state/appState.ts'
import { pendingDeletion } from '../../text/labels.ts'
import { Section } from './section.tsx'

/** Saved sign-ins without a listed workspace. They can be forgotten here. */
export function OtherSignInsSection({ view }: { view: View }) {
  const { otherSignIns } = view
  if (otherSignIns.length === 0) return null
  return (
    <Section title="Other saved sign-ins">
      {otherSignIns.some(({ state }) => state === 'stored') && (
        <p class="muted">Saved on this computer for workspaces that were removed or have moved.</p>
      )}
      <ul class="other-sign-ins">
        {otherSignIns.map((signIn) => (
          <Row key={signIn.key} signIn={signIn} view={view} />
        ))}
      </ul>
    </Section>
  )
}

function Row({ signIn, view }: { signIn: StoredSignIn; view: View }) {
  const { key, name, userId, workspace } = signIn
  const isDeleting = signIn.state === 'deleting'
  return (
    <li>
      <span class="stack">
        <span class="truncate" dir="auto">
          {name || userId}
        </span>
        <span class="muted truncate">
          {isDeleting ? (pendingDeletion(view) ?? 'Deleting…') : `${userId}, ${workspace}`}
        </span>
      </span>
      {!isDeleting && (
        <button
          type="button"
          class="secondary small"
          aria-label={`Forget ${name || userId}`}
          aria-disabled={state.submitter.isAnyBusy.value}
          onClick={() =>
            void state.submitter.submit(state.settings.change, [], () => api.forget({ key }))
          }
        >
          Forget
        </button>
      )}
    </li>
  )
}
