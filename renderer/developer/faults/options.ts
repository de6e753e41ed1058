import type { SandboxFaults } from '../../../preload/contract.ts'
import { developerTexts } from '../../text/developerTexts.ts'

/** An option of a fault and its description, in the language of the window. */
export interface FaultOption<Value> {
  value: Value
  label: string
  description: string
}

type OptionTexts<Value extends string> = Record<Value, { label: string; description: string }>

/** The options in the order of their texts. */
function optionsOf<Value extends string>(texts: OptionTexts<Value>): FaultOption<Value>[] {
  return (Object.keys(texts) as Value[]).map((value) => ({ value, ...texts[value] }))
}

export function tokenServiceOptions(): FaultOption<SandboxFaults['tokenService']>[] {
  return optionsOf<SandboxFaults['tokenService']>(developerTexts().faultOptions.tokenService)
}

export function chatOptions(): FaultOption<SandboxFaults['chat']>[] {
  return optionsOf<SandboxFaults['chat']>(developerTexts().faultOptions.chat)
}

export function moderationOptions(): FaultOption<SandboxFaults['moderation']>[] {
  return optionsOf<SandboxFaults['moderation']>(developerTexts().faultOptions.moderation)
}

export function socketOptions(): FaultOption<SandboxFaults['sockets']>[] {
  return optionsOf<SandboxFaults['sockets']>(developerTexts().faultOptions.sockets)
}

export function refusalOptions(): FaultOption<SandboxFaults['refuseWith']>[] {
  const { noRefusal, refusal, refusals } = developerTexts().faultOptions
  const codes = Object.entries(refusals).map(([code, reason]) => ({
    value: Number(code),
    label: refusal.label(Number(code), reason),
    description: refusal.description,
  }))
  return [{ value: null, ...noRefusal }, ...codes]
}
