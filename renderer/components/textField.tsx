import { effect } from '@preact/signals'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import type { Field } from '../../preload/contract.ts'
import { errorAt, typeInto, type Form } from '../state/form.ts'
import { Mishap } from './fieldError.tsx'

interface TextFieldProps<Name extends Field> {
  form: Form<Name>
  name: Name
  label: string
  /** Said quietly beside the label. */
  aside?: string
  /** Not shown while it is typed. */
  isSecret?: boolean
  /** Shown but not to be changed. */
  isFixed?: boolean
  placeholder?: string
  onFocus?: () => void
}

/** One line to type, with its label, and what is wrong with it under it. */
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
  const mishap = errorAt(form, name)
  return (
    <div class="field">
      <div class="label">
        <label for={id}>{label}</label>
        {aside && <span class="quiet">{aside}</span>}
      </div>
      <input
        id={id}
        ref={input}
        // What Preact has rendered it keeps for a while, so a secret never goes through it.
        {...(isSecret ? { type: 'password' as const } : { value: value.value })}
        onInput={(event) => typeInto(form, name, event.currentTarget.value)}
        onFocus={onFocus}
        readOnly={isFixed}
        placeholder={placeholder}
        dir="auto"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        aria-invalid={mishap !== null}
        aria-describedby={mishap === null ? undefined : `${id}-mishap`}
      />
      <Mishap words={mishap} id={`${id}-mishap`} />
    </div>
  )
}
