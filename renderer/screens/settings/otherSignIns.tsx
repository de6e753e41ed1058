import type { StoredSignIn, View } from '../../../preload/contract.ts'
import { api } from '../../api.ts'
import { state } from '../../state/appState.ts'
import { undeleted } from '../../text/labels.ts'
import { Section } from './section.tsx'

/** Sign-ins that no workspace in the list offers. They can be seen here, and forgotten. */
export function OtherSignInsSection({ view }: { view: View }) {
  const { otherSignIns } = view
  if (otherSignIns.length === 0) return null
  return (
    <Section title="Other stored sign-ins">
      {otherSignIns.some(({ state }) => state === 'stored') && (
        <p class="quiet">
          Stored on this computer for a workspace that is gone or has moved to another address.
        </p>
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
      <span class="lines">
        <span class="clip" dir="auto">
          {name || userId}
        </span>
        <span class="quiet clip">
          {isDeleting ? (undeleted(view) ?? 'It is being deleted.') : `${userId}, ${workspace}`}
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
