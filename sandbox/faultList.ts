import * as v from 'valibot'

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

/** The switches: the values and the default of each. The bridge and the window's list take their types from here. */
export const faultsSchema = v.strictObject({
  /** Life of tokens issued from now on; negative: expired when issued. */
  tokenLifeSeconds: v.optional(v.union([seconds, v.literal('forever')]), 3600),
  /** Tokens issued from now on are valid this much later (`nbf`); 0: no `nbf`. */
  tokenNotBeforeSeconds: v.optional(seconds, 0),
  /** The token service's clock against the chat server's. */
  tokenServiceSkewSeconds: v.optional(seconds, 0),
  tokenService: v.optional(v.picklist(tokenServiceModes), 'ok'),
  tokenServiceDelayMs: v.optional(delayMs, 0),
  /** The chat server's clock against the computer's. */
  clockSkewSeconds: v.optional(seconds, 0),
  chat: v.optional(v.picklist(chatModes), 'ok'),
  chatDelayMs: v.optional(delayMs, 0),
  /** Every REST call and connection is refused with this code, one that no client knows as well; null: none is. */
  refuseWith: v.optional(
    v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99_999))),
    null,
  ),
  /** The `Retry-After` of 429 and 503. */
  retryAfterSeconds: v.optional(v.pipe(seconds, v.minValue(0)), 5),
  /** Requests a minute that one user may make of each call. */
  userRateLimit: v.optional(requestsPerMinute, 60),
  /** Requests a minute that all users together may make of each call. */
  appRateLimit: v.optional(requestsPerMinute, 10_000),
  /** Slow mode: seconds between two messages of a user in a channel; 0: none. A channel's own may be longer. */
  slowModeSeconds: v.optional(v.pipe(seconds, v.minValue(0)), 0),
  moderation: v.optional(v.picklist(moderationModes), 'off'),
  sockets: v.optional(v.picklist(socketModes), 'ok'),
  /** `off`: every connection is cut, new ones as soon as they ask for something. */
  network: v.optional(v.picklist(['on', 'off']), 'on'),
  /** Development tokens are good. */
  disableAuthChecks: v.optional(v.boolean(), false),
  /** All that is sent is odd where a client should not care: see `odd.ts`. */
  odd: v.optional(v.boolean(), false),
})

/** The switches of the sandbox, as they stand; plain and serialisable. */
export type Faults = v.InferOutput<typeof faultsSchema>

/** A change of switches; null sets a switch back. */
export type FaultsPatch = { [Name in keyof Faults]?: Faults[Name] | null | undefined }

/** A sandbox without faults. */
export const noFaults: Faults = v.getDefaults(faultsSchema)
