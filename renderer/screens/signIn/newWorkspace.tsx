import type { ServiceAuth } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import { TextField } from '../../components/textField.tsx'
import { FormArea } from '../../components/form.tsx'
import { SubmitButton } from '../../components/submitButton.tsx'
import { texts } from '../../text/texts.ts'

const answers: ServiceAuth[] = ['password', 'none']

/** The form for a new workspace. */
export function NewWorkspace() {
  const { draft: form, asks, dialog, add } = state.workspaces
  return (
    <FormArea form={form} onSubmit={add}>
      <TextField form={form} name="workspaceName" label="Name" />
      <TextField form={form} name="apiKey" label="API key" />
      <TextField form={form} name="serverUrl" label="Server URL" placeholder="https://" />
      <TextField
        form={form}
        name="tokenServiceUrl"
        label="Token service URL"
        aside="Optional"
        placeholder="https://"
      />
      {form.values.tokenServiceUrl.value.trim() !== '' && (
        <fieldset>
          <legend>The token service requires</legend>
          {answers.map((answer) => (
            <label class="checkbox" key={answer}>
              <input
                type="radio"
                name="asks"
                checked={asks.value === answer}
                onChange={() => (asks.value = answer)}
              />
              {texts().signIn.serviceAuth[answer]}
            </label>
          ))}
        </fieldset>
      )}
      <div class="buttons">
        <SubmitButton form={form} label="Add workspace" busyLabel="Adding…" />
        <button type="button" class="secondary" onClick={() => (dialog.value = 'list')}>
          Cancel
        </button>
      </div>
    </FormArea>
  )
}
