import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import type { SandboxFaults } from '../../../preload/contract.ts'
import { Mishap } from '../../components/fieldError.tsx'
import { developer } from '../developerState.ts'
import type { Mode } from './options.ts'

interface SwitchProps<Value> {
  label: string
  now: Value
  usual: Value
  onChange: (value: Value) => void
}

interface NumberSwitchProps extends SwitchProps<number> {
  name: keyof SandboxFaults
  /** What the number counts, after it. */
  unit: 's' | 'ms' | 'per min'
  least: number
  most: number
  does: string
}

/** A number that takes effect when it is left or Enter is pressed. */
export function NumberSwitch(props: NumberSwitchProps) {
  const { name, label, now, usual, onChange, unit, least, most, does } = props
  const id = useId()
  const { typed, typeNumber } = developer.sandbox
  const number = typed.value[name]
  const error = number?.error ?? null
  const take = (text: string) => {
    const value = read(text, least, most)
    const error = value === null ? `Enter a whole number from ${least} to ${most}.` : null
    typeNumber(name, value === now ? null : { text, error })
    if (value !== null && value !== now) onChange(value)
  }
  return (
    <Frame id={id} label={label} was={now === usual ? null : `${usual} ${unit}`} does={does}>
      <span class="counted">
        <input
          id={id}
          inputMode="numeric"
          value={number?.text ?? String(now)}
          onInput={(event) => typeNumber(name, { text: event.currentTarget.value, error: null })}
          onChange={(event) => take(event.currentTarget.value)}
          autocomplete="off"
          spellcheck={false}
          aria-invalid={error !== null}
          aria-describedby={`${id}-unit ${id}-does${error === null ? '' : ` ${id}-mishap`}`}
        />
        <span class="quiet" id={`${id}-unit`}>
          {unit}
        </span>
      </span>
      <Mishap words={error} id={`${id}-mishap`} />
    </Frame>
  )
}

function read(text: string, least: number, most: number): number | null {
  if (!/^\s*[-−]?\d{1,12}\s*$/.test(text)) return null
  const value = Number(text.replace('−', '-'))
  return value >= least && value <= most ? value : null
}

/** One of several ways to behave. */
export function ModeSwitch<Value>(props: SwitchProps<Value> & { modes: Mode<Value>[] }) {
  const { label, now, usual, onChange, modes } = props
  const id = useId()
  const mode = modes.find(({ value }) => value === now)
  const was = modes.find(({ value }) => value === usual)?.label ?? ''
  return (
    <Frame id={id} label={label} was={now === usual ? null : was} does={mode?.does ?? ''}>
      <select
        id={id}
        aria-describedby={`${id}-does`}
        value={mode?.label}
        onChange={({ currentTarget }) => {
          const chosen = modes.find(({ label }) => label === currentTarget.value)
          if (chosen) onChange(chosen.value)
        }}
      >
        {modes.map(({ label }) => (
          <option key={label}>{label}</option>
        ))}
      </select>
    </Frame>
  )
}

interface FlagSwitchProps extends SwitchProps<boolean> {
  does: string
}

/** On or off. Off is the usual. */
export function FlagSwitch({ label, now, usual, onChange, does }: FlagSwitchProps) {
  const id = useId()
  return (
    <div class="switch">
      <div class="label">
        <label class="keep">
          <input
            type="checkbox"
            checked={now}
            aria-describedby={`${id}-does`}
            onChange={(event) => onChange(event.currentTarget.checked)}
          />
          {label}
        </label>
        {now !== usual && <Changed was={usual ? 'on' : 'off'} />}
      </div>
      <p class="quiet" id={`${id}-does`}>
        {does}
      </p>
    </div>
  )
}

interface FrameProps {
  id: string
  label: string
  /** The usual value in words; null while it is as usual. */
  was: string | null
  does: string
  children: ComponentChildren
}

function Frame({ id, label, was, does, children }: FrameProps) {
  return (
    <div class="switch">
      <div class="label">
        <label for={id}>{label}</label>
        {was !== null && <Changed was={was} />}
      </div>
      {children}
      <p class="quiet" id={`${id}-does`}>
        {does}
      </p>
    </div>
  )
}

/** Says that a switch is not as usual, and how it usually is. */
function Changed({ was }: { was: string }) {
  return (
    <span class="changed">
      <span class="badge">Changed</span>
      <span class="quiet">usually {lowered(was)}</span>
    </span>
  )
}

/** As a part of a sentence. */
function lowered(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1)
}
