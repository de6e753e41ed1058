import type { View } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import type { SignInForms } from '../../state/signInForms.ts'
import { texts } from '../../text/texts.ts'

/** True while nobody has used the app for more than the sandbox: no workspace was added and no account is remembered. */
export function isFirstStart({ workspace, workspaces, remembered, otherSignIns }: View): boolean {
  return (
    workspace.source === 'sandbox' &&
    workspace.signIn === 'password' &&
    workspaces.every(({ source }) => source === 'sandbox') &&
    remembered.length === 0 &&
    otherSignIns.length === 0
  )
}

/** Says what the app is and offers the two ways to begin. The sign-in forms beside it work as ever. */
export function Welcome({ forms, view }: { forms: SignInForms; view: View }) {
  const { welcome } = texts()
  // There are none until the sandbox has started.
  const [user] = view.workspace.sandboxUsers
  return (
    <section class="welcome" aria-labelledby="welcome">
      <h2 id="welcome">{welcome.title}</h2>
      {welcome.sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <div class="buttons">
        <button
          type="button"
          class="secondary small"
          aria-disabled={!user || state.submitter.isAnyBusy.value}
          onClick={() => user && void state.signIn.asSandboxUser(forms, user)}
        >
          {welcome.trySandbox}
        </button>
        <button
          type="button"
          class="secondary small"
          onClick={() => (state.workspaces.dialog.value = 'new')}
        >
          {welcome.connect}
        </button>
      </div>
    </section>
  )
}
