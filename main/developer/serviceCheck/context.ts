import type { Clock } from '../../auth/ports.ts'
import { Failure } from '../../auth/errors.ts'
import { call, type Line, type Seen } from './call.ts'
import type { Granted } from './granted.ts'
import type { Jwt } from './jwt.ts'
import { createQuote, type Quote } from './quote.ts'
import type { Subject } from './target.ts'
import { explainFailed, type Trouble } from './diagnosis.ts'

/** What a probe can do and what the probes before it have found out. */
export interface Ground {
  readonly subject: Subject
  readonly clock: Clock
  readonly facts: Facts
  /** How long each call has taken, in ms. */
  readonly times: number[]
  /** Signs in, with the right password unless told another. */
  signIn(password?: string | null): Promise<Seen>
  /** Renews, for the right user unless told another. */
  renew(credential: string | null, userId?: string): Promise<Seen>
  /** Keeps a token or credential out of what is quoted from now on. */
  hide(secret: string): void
  quote: Quote
  /** Why a call brought no answer. */
  explain(seen: Exclude<Seen, { kind: 'answer' }>): Trouble
  wait(delayMs: number): Promise<void>
}

/** What is known so far. Null: the probe that finds it out has not, or has found a fault. */
export interface Facts {
  /** What came of the sign-in. */
  signIn: Seen | null
  /** What the sign-in granted, in the shape that is wanted. */
  grant: Granted | null
  jwt: Jwt | null
  /** A grant that Latchkey would go on with: a token that reads, of the right user. */
  session: Granted | null
  /** What the first renewal granted. */
  renewed: Granted | null
  /** The newest refresh credential, known to be good more than once. */
  credential: string | null
  /** A refresh credential whose successor has been used. */
  replaced: string | null
}

/** A ground where nothing is known. Everything waits and ends by `signal`, with the Failure `aborted`. */
export function createGround(subject: Subject, line: Line, signal: AbortSignal): Ground {
  const { url, userId, password } = subject
  const { clock } = line
  const { quote, hide } = createQuote()
  if (password !== null) hide(password)
  const times: number[] = []

  async function ask(body: Record<string, string>, credential: string | null): Promise<Seen> {
    const seen = await call(line, url, body, credential, signal)
    times.push(seen.ms)
    return seen
  }

  return {
    subject,
    clock,
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
    signIn: (used = password) =>
      ask(used === null ? { user_id: userId } : { user_id: userId, password: used }, null),
    renew: (credential, asked = userId) => ask({ user_id: asked }, credential),
    explain(seen) {
      if (seen.kind !== 'redirect' || seen.to === null) return explainFailed(seen, url.host)
      return explainFailed({ ...seen, to: quote(seen.to) }, url.host)
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
