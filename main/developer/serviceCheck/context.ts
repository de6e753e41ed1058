import type { Clock } from '../../auth/ports.ts'
import type { CheckTexts } from '../../text/en/serviceCheck.ts'
import { Failure } from '../../auth/errors.ts'
import { call, type Transport, type CallResult } from './call.ts'
import type { CheckedGrant } from './checkedGrant.ts'
import type { Jwt } from './jwt.ts'
import { createQuote, type Quote } from './quote.ts'
import type { CheckTarget } from './target.ts'
import { explainFailed, type Diagnosis } from './diagnosis.ts'

/** The tools of a probe, and the facts from the probes before it. */
export interface CheckContext {
  readonly target: CheckTarget
  readonly clock: Clock
  /** The sentences of the findings. */
  readonly text: CheckTexts
  readonly facts: Facts
  /** How long each call has taken, in ms. */
  readonly times: number[]
  /** Signs in, with the right password or access token unless told another. */
  signIn(secret?: string | null): Promise<CallResult>
  /** Renews, for the right user unless told another. */
  renew(credential: string | null, userId?: string): Promise<CallResult>
  /** Ends a sign-in. */
  signOut(credential: string): Promise<CallResult>
  /** Keeps a token or credential out of what is quoted from now on. */
  hide(secret: string): void
  quote: Quote
  /** Why a call brought no answer. */
  explain(result: Exclude<CallResult, { kind: 'answer' }>): Diagnosis
  wait(delayMs: number): Promise<void>
}

/** The facts so far. Null until a probe finds them out, or when it found a fault. */
export interface Facts {
  /** The result of the sign-in. */
  signIn: CallResult | null
  /** The grant of the sign-in, if it has the right shape. */
  grant: CheckedGrant | null
  jwt: Jwt | null
  /** A grant that Latchkey would go on with: a token that reads, of the right user. */
  session: CheckedGrant | null
  /** The grant of the first renewal. */
  renewed: CheckedGrant | null
  /** The newest refresh credential, known to be good more than once. */
  credential: string | null
  /** A refresh credential whose successor has been used. */
  replaced: string | null
}

/** A ground where nothing is known. Everything waits and ends by `signal`, with the Failure `aborted`. */
export function createContext(
  target: CheckTarget,
  transport: Transport,
  text: CheckTexts,
  signal: AbortSignal,
): CheckContext {
  const { url, userId, password, accessToken } = target
  const { clock } = transport
  const { quote, hide } = createQuote()
  for (const secret of [password, accessToken]) if (secret !== null) hide(secret)
  const times: number[] = []

  async function ask(
    body: Record<string, string> | null,
    credential: string | null,
  ): Promise<CallResult> {
    const result = await call(transport, url, body, credential, signal)
    times.push(result.ms)
    return result
  }

  return {
    target,
    clock,
    text,
    times,
    hide,
    quote,
    facts: {
      signIn: null,
      grant: null,
      jwt: null,
      session: null,
      renewed: null,
      credential: null,
      replaced: null,
    },
    signIn(used = accessToken ?? password) {
      if (accessToken !== null) return ask({}, used)
      return ask(used === null ? { user_id: userId } : { user_id: userId, password: used }, null)
    },
    renew: (credential, asked = userId) => ask({ user_id: asked }, credential),
    signOut: (credential) => ask(null, credential),
    explain(result) {
      if (result.kind !== 'redirect' || result.to === null)
        return explainFailed(result, url.host, text.connection)
      return explainFailed({ ...result, to: quote(result.to) }, url.host, text.connection)
    },
    wait: (delayMs) =>
      new Promise((resolve, reject) => {
        const cancel = clock.after(delayMs, resolve)
        const stop = () => {
          cancel()
          reject(new Failure('aborted', 'The check was called off.'))
        }
        if (signal.aborted) stop()
        else signal.addEventListener('abort', stop, { once: true })
      }),
  }
}
