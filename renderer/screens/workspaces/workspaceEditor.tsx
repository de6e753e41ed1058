import { useLayoutEffect, useRef } from 'preact/hooks'
import type { NewWorkspace, WorkspaceSignIn } from '../../../preload/contract.ts'
import { FormArea } from '../../components/form.tsx'
import { SubmitButton } from '../../components/submitButton.tsx'
import { TextField } from '../../components/textField.tsx'
import { state } from '../../state/appState.ts'
import { isOtherAddress } from '../../state/sameAddress.ts'
import type { WorkspaceForm } from '../../state/workspaceForm.ts'
import { workspacesTexts } from '../../text/workspacesTexts.ts'
import { Findings } from './findings.tsx'
import './workspaces.css'

const signIns: WorkspaceSignIn[] = ['password', 'none', 'oidc']

/** The form for a new workspace, or for one that is changed. */
export function WorkspaceEditor() {
  const texts = workspacesTexts()
  const { dialog, draft, edit, save, cancel } = state.workspaces
  const changed = dialog.value === 'edit' ? edit.value : null
  const shown = changed?.form ?? draft
  const { form, hasFailed, findings, readFile, test } = shown
  const area = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => area.current?.querySelector('input')?.focus(), [])
  const hasService = form.values.tokenServiceUrl.value.trim() !== ''
  const isBusy = state.submitter.isAnyBusy.value
  return (
    <div ref={area}>
      <FormArea form={form} onSubmit={save}>
        {!changed && (
          <button
            type="button"
            class="secondary small from-file"
            aria-disabled={isBusy}
            onClick={() => void readFile()}
          >
            {texts.fromFile}
          </button>
        )}
        <TextField form={form} name="workspaceName" label={texts.name} />
        <TextField form={form} name="apiKey" label={texts.apiKey} />
        <TextField form={form} name="serverUrl" label={texts.serverUrl} placeholder="https://" />
        <TextField
          form={form}
          name="tokenServiceUrl"
          label={texts.tokenServiceUrl}
          aside={texts.optional}
          placeholder="https://"
        />
        {hasService && <TokenServiceFields fields={shown} />}
        {hasService && shown.asks.value === 'oidc' && (
          <>
            <TextField form={form} name="issuer" label={texts.issuer} placeholder="https://" />
            <TextField form={form} name="clientId" label={texts.clientId} />
            <TextField
              form={form}
              name="scopes"
              label={texts.scopes}
              aside={texts.optional}
              placeholder={texts.usualScopes}
            />
          </>
        )}
        {changed && <AddressNote saved={changed.saved} form={changed.form} />}
        <Findings findings={findings.value} />
        <div class="buttons">
          <SubmitButton
            form={form}
            label={submitLabel(changed !== null, hasFailed.value)}
            busyLabel={changed ? texts.saving : texts.adding}
          />
          <button
            type="button"
            class="secondary"
            aria-disabled={isBusy}
            onClick={() => void test()}
          >
            {texts.test}
          </button>
          <button type="button" class="secondary" onClick={cancel}>
            {texts.cancel}
          </button>
        </div>
      </FormArea>
    </div>
  )
}

function submitLabel(isChange: boolean, hasFailed: boolean): string {
  const texts = workspacesTexts()
  if (isChange) return hasFailed ? texts.saveAnyway : texts.save
  return hasFailed ? texts.addAnyway : texts.add
}

function TokenServiceFields({ fields }: { fields: WorkspaceForm }) {
  const texts = workspacesTexts()
  const { asks, signOut } = fields
  return (
    <>
      <fieldset>
        <legend>{texts.requires}</legend>
        {signIns.map((answer) => (
          <label class="checkbox" key={answer}>
            <input
              type="radio"
              name="asks"
              checked={asks.value === answer}
              onChange={() => (asks.value = answer)}
            />
            {texts.signIn[answer]}
          </label>
        ))}
      </fieldset>
      {asks.value !== 'oidc' && (
        <label class="checkbox">
          <input
            type="checkbox"
            checked={signOut.value === 'delete'}
            onChange={({ currentTarget }) =>
              (signOut.value = currentTarget.checked ? 'delete' : 'none')
            }
          />
          {texts.isTold}
        </label>
      )}
    </>
  )
}

/** Says before saving which stored sign-ins are not used any more. */
function AddressNote({ saved, form }: { saved: NewWorkspace; form: WorkspaceForm }) {
  const texts = workspacesTexts()
  const { apiKey, serverUrl, tokenServiceUrl, issuer } = form.form.values
  const isMoved =
    apiKey.value.trim() !== saved.apiKey || isOtherAddress(serverUrl.value, saved.serverUrl)
  const isServiceMoved = isOtherAddress(tokenServiceUrl.value, saved.tokenServiceUrl)
  const isIssuerMoved =
    form.asks.value === 'oidc' &&
    saved.singleSignOn !== undefined &&
    issuer.value.trim() !== saved.singleSignOn.issuer
  const serviceNote = isServiceMoved ? texts.otherService : isIssuerMoved ? texts.otherIssuer : null
  return (
    <p class="muted address-note" role="status">
      {isMoved ? texts.otherAddress : serviceNote}
    </p>
  )
}
