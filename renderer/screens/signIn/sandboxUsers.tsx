import type { Workspace } from '../../../preload/contract.ts'
import { typeInto } from '../../state/form.ts'
import type { SignInForms } from '../../state/signInForms.ts'

/** Who can sign in to the sandbox. A click fills the form in. */
export function Hints({ forms, hints }: { forms: SignInForms; hints: Workspace['hints'] }) {
  if (hints.length === 0) return null
  const fill = ({ userId, password }: Workspace['hints'][number]) => {
    typeInto(forms.password, 'userId', userId)
    typeInto(forms.password, 'password', password)
  }
  return (
    <section class="hints" aria-labelledby="hints">
      <h2 id="hints">People in the sandbox</h2>
      <ul>
        {hints.map((hint) => (
          <li key={hint.userId}>
            <button
              type="button"
              class="hint"
              title={`Fill in ${hint.userId}`}
              onClick={() => fill(hint)}
            >
              <span class="clip" dir="auto">
                {hint.userId}
              </span>
              <code class="clip" dir="auto">
                {hint.password}
              </code>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
