import { state } from '../state/appState.ts'
import { errorAt, type Form } from '../state/form.ts'
import { Mishap } from './fieldError.tsx'

interface SubmitProps {
  form: Pick<Form<never>, 'progress' | 'values'>
  label: string
  busyLabel: string
}

/**
 * The button that submits a form, and above it what is wrong with the form as a whole. While the form is under way the
 * button says so, keeps its width and the focus, and does nothing.
 */
export function Submit({ form, label, busyLabel }: SubmitProps) {
  const isBusy = form.progress.value.state === 'busy'
  return (
    <>
      <Mishap words={errorAt(form, null)} />
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
