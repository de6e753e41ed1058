import type { Workspace } from '../../../preload/contract.ts'
import { typeInto } from '../../state/form.ts'
import type { SignInForms } from '../../state/signInForms.ts'

/** Who can sign in to the sandbox. A click fills the form in. */
export function Hints({
  forms,
  sandboxUsers,
}: {
  forms: SignInForms
  sandboxUsers: Workspace['sandboxUsers']
}) {
  if (sandboxUsers.length === 0) return null
  const fill = ({ userId, password }: Workspace['sandboxUsers'][number]) => {
    typeInto(forms.password, 'userId', userId)
    typeInto(forms.password, 'password', password)
  }
  return (
    <section class="sandboxUsers" aria-labelledby="sandboxUsers">
      <h2 id="sandboxUsers">People in the sandbox</h2>
      <ul>
        {sandboxUsers.map((hint) => (
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
