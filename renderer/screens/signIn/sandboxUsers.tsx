import type { Workspace } from '../../../preload/contract.ts'
import { typeInto } from '../../state/form.ts'
import type { SignInForms } from '../../state/signInForms.ts'
import { texts } from '../../text/texts.ts'

/** The sandbox's users. A click fills in the form. */
export function SandboxUsers({
  forms,
  sandboxUsers,
}: {
  forms: SignInForms
  sandboxUsers: Workspace['sandboxUsers']
}) {
  const { signIn: text } = texts()
  if (sandboxUsers.length === 0) return null
  const fill = ({ userId, password }: Workspace['sandboxUsers'][number]) => {
    typeInto(forms.password, 'userId', userId)
    typeInto(forms.password, 'password', password)
  }
  return (
    <section class="sandbox-users" aria-labelledby="sandboxUsers">
      <h2 id="sandboxUsers">{text.sandboxUsers}</h2>
      <ul>
        {sandboxUsers.map((hint) => (
          <li key={hint.userId}>
            <button
              type="button"
              class="sandbox-user"
              title={text.fillIn(hint.userId)}
              onClick={() => fill(hint)}
            >
              <span class="truncate" dir="auto">
                {hint.userId}
              </span>
              <code class="truncate" dir="auto">
                {hint.password}
              </code>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
