import { effect } from '@preact/signals'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import type { Field } from '../../preload/contract.ts'
import { errorAt, typeInto, type Form } from '../state/form.ts'
import { ErrorMessage } from './errorMessage.tsx'

interface TextFieldProps<Name extends Field> {
  form: Form<Name>
  name: Name
  label: string
  /** A hint beside the label. */
  aside?: string
  /** Hides the typed text. */
  isSecret?: boolean
  /** Read-only. */
  isFixed?: boolean
  placeholder?: string
  onFocus?: () => void
}

/** A labelled text field with its error below. */
export function TextField<Name extends Field>(props: TextFieldProps<Name>) {
  const {
    form,
    name,
    label,
    aside,
    isSecret = false,
    isFixed = false,
    placeholder,
    onFocus,
  } = props
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const value = form.values[name]
  useLayoutEffect(() => {
    if (!isSecret) return undefined
    return effect(() => {
      const typed = value.value
      if (input.current && input.current.value !== typed) input.current.value = typed
    })
  }, [value, isSecret])
  const error = errorAt(form, name)
  return (
    <div class="field">
      <div class="label">
        <label for={id}>{label}</label>
        {aside && <span class="muted">{aside}</span>}
      </div>
      <input
        id={id}
        ref={input}
        // Preact keeps rendered props for a while, so a secret is never a prop.
        {...(isSecret ? { type: 'password' as const } : { value: value.value })}
        onInput={(event) => typeInto(form, name, event.currentTarget.value)}
        onFocus={onFocus}
        readOnly={isFixed}
        placeholder={placeholder}
        dir="auto"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : `${id}-error`}
      />
      <ErrorMessage text={error} id={`${id}-error`} />
    </div>
  )
}
