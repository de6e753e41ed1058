import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Form } from '../state/form.ts'
import { focusUnlessTyping } from './focusUnlessTyping.ts'

interface FormAreaProps {
  form: Pick<Form<never>, 'progress'>
  onSubmit: () => Promise<unknown>
  children: ComponentChildren
}

/** A form. After a failed submission the first invalid field gets the focus. */
export function FormArea({ form, onSubmit, children }: FormAreaProps) {
  const area = useRef<HTMLFormElement>(null)
  const progress = form.progress.value
  const attempt = progress.state === 'refused' ? progress.attempt : null
  useLayoutEffect(() => {
    if (attempt === null) return
    focusUnlessTyping(area.current?.querySelector<HTMLElement>('[aria-invalid=true]'))
  }, [attempt])
  return (
    <form
      class="form"
      ref={area}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void onSubmit()
      }}
    >
      {children}
    </form>
  )
}
