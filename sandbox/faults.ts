import * as v from 'valibot'

import { validated } from './validated.ts'

/** How the token service behaves. */
export const tokenServiceModes = [
  'ok',
  'down', // the connection is destroyed
  'never', // no answer, ever
  'error', // 500 with JSON
  'busy', // 429 with Retry-After
  'unavailable', // 503 with Retry-After
  'html', // 200 with a captive portal's page
  'htmlRefusal', // 401 with a page: a proxy's, not the service's
  'redirect', // 307 to another origin, where the right answer waits
  'refused', // 401 with JSON: a definite no
  'forbidden', // 403 with JSON: a definite no
  'wrongUser', // a valid token of another user
  'malformedToken', // a token that is no JWT
  'sameToken', // the last token again
  'noToken', // JSON without a token
  'badJson', // a body cut short
  'huge', // a body of more than 64 KB
] as const

/** How the chat server answers REST calls. */
export const chatModes = [
  'ok',
  'never', // no answer, ever; nothing is done
  'loseAnswers', // done, then the connection is cut before the answer
  'unavailable', // 503 in plain text
  'html', // 200 with a captive portal's page
] as const

/** How sockets behave. */
export const socketModes = [
  'ok',
  'silent', // open, but nothing is ever sent
  'unavailable', // the upgrade is answered 503
] as const

/** The moderation of sent messages. */
export const moderationModes = [
  'off',
  'block', // answered with a message of type error, which holds the reason; not broadcast
  'shadow', // taken, but others get it marked as shadowed
] as const

const tenYearsSeconds = 315_360_000
const seconds = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(-tenYearsSeconds),
  v.maxValue(tenYearsSeconds),
)
const delayMs = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3_600_000))
const requestsPerMinute = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000_000))

const faultsSchema = v.strictObject({
  /** Life of tokens issued from now on; negative: expired when issued. */
  tokenLifeSeconds: v.union([seconds, v.literal('forever')]),
  /** Tokens issued from now on are valid this much later (`nbf`); 0: no `nbf`. */
  tokenNotBeforeSeconds: seconds,
  /** The token service's clock against the chat server's. */
  tokenServiceSkewSeconds: seconds,
  tokenService: v.picklist(tokenServiceModes),
  tokenServiceDelayMs: delayMs,
  /** The chat server's clock against the computer's. */
  clockSkewSeconds: seconds,
  chat: v.picklist(chatModes),
  chatDelayMs: delayMs,
  /** Every REST call and connection is refused with this code, one that no client knows as well; null: none is. */
  refuseWith: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99_999))),
  /** The `Retry-After` of 429 and 503. */
  retryAfterSeconds: v.pipe(seconds, v.minValue(0)),
  /** Requests a minute that one user may make of each call. */
  userRateLimit: requestsPerMinute,
  /** Requests a minute that all users together may make of each call. */
  appRateLimit: requestsPerMinute,
  /** Slow mode: seconds between two messages of a user in a channel; 0: none. A channel's own may be longer. */
  slowModeSeconds: v.pipe(seconds, v.minValue(0)),
  moderation: v.picklist(moderationModes),
  sockets: v.picklist(socketModes),
  /** `off`: every connection is cut, new ones as soon as they ask for something. */
  network: v.picklist(['on', 'off']),
  /** Development tokens are good. */
  disableAuthChecks: v.boolean(),
  /** All that is sent is odd where a client should not care: see `odd.ts`. */
  odd: v.boolean(),
})

/** The switches of the sandbox, as they stand; plain and serialisable. */
export type Faults = v.InferOutput<typeof faultsSchema>

/** A change of switches; null sets a switch back. */
export type FaultsPatch = { [Name in keyof Faults]?: Faults[Name] | null | undefined }

/** A sandbox without faults. */
export const noFaults: Faults = {
  tokenLifeSeconds: 3600,
  tokenNotBeforeSeconds: 0,
  tokenServiceSkewSeconds: 0,
  tokenService: 'ok',
  tokenServiceDelayMs: 0,
  clockSkewSeconds: 0,
  chat: 'ok',
  chatDelayMs: 0,
  refuseWith: null,
  retryAfterSeconds: 5,
  userRateLimit: 60,
  appRateLimit: 10_000,
  slowModeSeconds: 0,
  moderation: 'off',
  sockets: 'ok',
  network: 'on',
  disableAuthChecks: false,
  odd: false,
}

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
