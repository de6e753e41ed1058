import * as v from 'valibot'

import { faultsSchema, noFaults, type Faults, type FaultsPatch } from './faultList.ts'
import { validated } from './validated.ts'

export * from './faultList.ts'

/** The switches with their memory: who reads always gets the current ones. */
export interface FaultState {
  current(): Readonly<Faults>
  /** Merges a patch (RFC 7396: null sets back) and says so; refuses with code 4 and changes nothing when a field is wrong. */
  change(patch: unknown): Faults
  /** Calls back after each change. */
  onChange(listener: (now: Faults, before: Faults) => void): void
}

const patchSchema = v.pipe(
  v.unknown(),
  v.check((patch) => !Array.isArray(patch), 'A change of switches is an object'),
  v.record(v.string(), v.unknown()),
)

/** Switches that start as told; refuses with code 4 when told nonsense. */
export function createFaults(start: FaultsPatch = {}): FaultState {
  const listeners: ((now: Faults, before: Faults) => void)[] = []
  const merge = (into: Faults, patch: unknown): Faults => {
    const merged: Record<string, unknown> = { ...into }
    for (const [name, value] of Object.entries(validated(patchSchema, patch))) {
      if (value !== undefined) merged[name] = value ?? noFaults[name as keyof Faults] ?? null
    }
    // `refuseWith` is null when it is off, so null is a value there as well as "set back".
    return validated(faultsSchema, merged)
  }
  let current = merge(noFaults, start)
  return {
    current: () => current,
    change(patch) {
      const before = current
      current = merge(before, patch)
      for (const listener of listeners) listener(current, before)
      return current
    },
    onChange: (listener) => void listeners.push(listener),
  }
}
