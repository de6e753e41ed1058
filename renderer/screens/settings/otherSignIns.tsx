import type { StoredSignIn, View } from '../../../preload/contract.ts'
import { api } from '../../api.ts'
import { state } from '../../state/appState.ts'
import { pendingDeletion } from '../../text/labels.ts'
import { Section } from './section.tsx'
import { settingsTexts } from '../../text/settingsTexts.ts'

/** Saved sign-ins without a listed workspace. They can be forgotten here. */
export function OtherSignInsSection({ view }: { view: View }) {
  const { otherSignIns } = view
  const { otherSignIns: text } = settingsTexts()
  if (otherSignIns.length === 0) return null
  return (
    <Section title={text.title}>
      {otherSignIns.some(({ state }) => state === 'stored') && <p class="muted">{text.about}</p>}
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
  const { otherSignIns: text } = settingsTexts()
  const isDeleting = signIn.state === 'deleting'
  return (
    <li>
      <span class="stack">
        <span class="truncate" dir="auto">
          {name || userId}
        </span>
        <span class="muted truncate">
          {isDeleting ? (pendingDeletion(view) ?? text.deleting) : `${userId}, ${workspace}`}
        </span>
      </span>
      {!isDeleting && (
        <button
          type="button"
          class="secondary small"
          aria-label={text.forgetName(name || userId)}
          aria-disabled={state.submitter.isAnyBusy.value}
          onClick={() =>
            void state.submitter.submit(state.settings.change, [], () => api.forget({ key }))
          }
        >
          {text.forget}
        </button>
      )}
    </li>
  )
}
