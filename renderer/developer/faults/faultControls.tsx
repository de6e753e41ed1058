import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import type { SandboxFaults } from '../../../preload/contract.ts'
import { ErrorMessage } from '../../components/errorMessage.tsx'
import { developerTexts } from '../../text/developerTexts.ts'
import type { DeveloperTexts } from '../../text/en/developer.ts'
import { developer } from '../appDeveloper.ts'
import type { FaultOption } from './options.ts'

interface ControlProps<Value> {
  label: string
  current: Value
  defaults: Value
  onChange: (value: Value) => void
}

interface NumberControlProps extends ControlProps<number> {
  name: keyof SandboxFaults
  /** The unit, shown after the number. */
  unit: keyof DeveloperTexts['faults']['units']
  min: number
  max: number
  description: string
}

/** A number field that takes effect on blur or Enter. */
export function NumberControl(props: NumberControlProps) {
  const { name, label, current, defaults, onChange, unit, min, max, description } = props
  const id = useId()
  const { typed, typeNumber } = developer.sandbox
  const number = typed.value[name]
  const words = developerTexts().faults
  const error = number?.isInvalid ? words.wholeNumber(min, max) : null
  const apply = (text: string) => {
    const value = read(text, min, max)
    typeNumber(name, value === current ? null : { text, isInvalid: value === null })
    if (value !== null && value !== current) onChange(value)
  }
  return (
    <Frame
      id={id}
      label={label}
      defaultText={current === defaults ? null : `${defaults} ${words.units[unit]}`}
      description={description}
    >
      <span class="number-field">
        <input
          id={id}
          inputMode="numeric"
          value={number?.text ?? String(current)}
          onInput={(event) =>
            typeNumber(name, { text: event.currentTarget.value, isInvalid: false })
          }
          onChange={(event) => apply(event.currentTarget.value)}
          autocomplete="off"
          spellcheck={false}
          aria-invalid={error !== null}
          aria-describedby={`${id}-unit ${id}-does${error === null ? '' : ` ${id}-error`}`}
        />
        <span class="muted" id={`${id}-unit`}>
          {words.units[unit]}
        </span>
      </span>
      <ErrorMessage text={error} id={`${id}-error`} />
    </Frame>
  )
}

function read(text: string, min: number, max: number): number | null {
  if (!/^\s*[-−]?\d{1,12}\s*$/.test(text)) return null
  const value = Number(text.replace('−', '-'))
  return value >= min && value <= max ? value : null
}

/** A selection from several options. */
export function SelectControl<Value>(
  props: ControlProps<Value> & { options: FaultOption<Value>[] },
) {
  const { label, current, defaults, onChange, options } = props
  const id = useId()
  const option = options.find(({ value }) => value === current)
  const defaultText = options.find(({ value }) => value === defaults)?.label ?? ''
  return (
    <Frame
      id={id}
      label={label}
      defaultText={current === defaults ? null : defaultText}
      description={option?.description ?? ''}
    >
      <select
        id={id}
        aria-describedby={`${id}-does`}
        value={option?.label}
        onChange={({ currentTarget }) => {
          const chosen = options.find(({ label }) => label === currentTarget.value)
          if (chosen) onChange(chosen.value)
        }}
      >
        {options.map(({ label }) => (
          <option key={label}>{label}</option>
        ))}
      </select>
    </Frame>
  )
}

interface CheckboxControlProps extends ControlProps<boolean> {
  description: string
}

/** A check box. */
export function CheckboxControl({
  label,
  current,
  defaults,
  onChange,
  description,
}: CheckboxControlProps) {
  const id = useId()
  const { off, on } = developerTexts().faults
  return (
    <div class="fault">
      <div class="label">
        <label class="checkbox">
          <input
            type="checkbox"
            checked={current}
            aria-describedby={`${id}-does`}
            onChange={(event) => onChange(event.currentTarget.checked)}
          />
          {label}
        </label>
        {current !== defaults && <Changed defaultText={defaults ? on : off} />}
      </div>
      <p class="muted" id={`${id}-does`}>
        {description}
      </p>
    </div>
  )
}

interface FrameProps {
  id: string
  label: string
  /** The default as text. Null while the value is the default. */
  defaultText: string | null
  description: string
  children: ComponentChildren
}

function Frame({ id, label, defaultText, description, children }: FrameProps) {
  return (
    <div class="fault">
      <div class="label">
        <label for={id}>{label}</label>
        {defaultText !== null && <Changed defaultText={defaultText} />}
      </div>
      {children}
      <p class="muted" id={`${id}-does`}>
        {description}
      </p>
    </div>
  )
}

/** Marks a changed fault and shows its default. */
function Changed({ defaultText }: { defaultText: string }) {
  const { faults: text } = developerTexts()
  return (
    <span class="changed">
      <span class="badge">{text.changed}</span>
      <span class="muted">{text.default(defaultText)}</span>
    </span>
  )
}
