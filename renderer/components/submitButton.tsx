import { state } from '../state/appState.ts'
import { errorAt, type Form } from '../state/form.ts'
import { ErrorMessage } from './errorMessage.tsx'

interface SubmitButtonProps {
  form: Pick<Form<never>, 'progress' | 'values'>
  label: string
  busyLabel: string
}

/**
 * The submit button of a form, under the form's general error. During a submission it shows `busyLabel`, keeps its
 * width and focus, and does nothing.
 */
export function SubmitButton({ form, label, busyLabel }: SubmitButtonProps) {
  const isBusy = form.progress.value.state === 'busy'
  return (
    <>
      <ErrorMessage text={errorAt(form, null)} />
      <button
        type="submit"
        class="primary"
        aria-busy={isBusy}
        aria-disabled={state.submitter.isAnyBusy.value}
        onClick={(event) => state.submitter.isAnyBusy.value && event.preventDefault()}
      >
        <span class="swap" data-shown={!isBusy} elementtiming="submit">
          {label}
        </span>
        <span class="swap" data-shown={isBusy}>
          {busyLabel}
        </span>
      </button>
    </>
  )
}
