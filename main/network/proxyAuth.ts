import { Failure } from '../auth/errors.ts'
import { proxyRefused } from './errors.ts'

/** The credentials that a person types for a proxy. They live in memory until the app quits, and nowhere else. */
export interface Credentials {
  readonly username: string
  readonly password: string
}

/** A proxy that wants to know who asks. */
export interface ProxyAsking {
  /** `host:port` */
  readonly host: string
  /** Its own name; may be empty. */
  readonly realm: string
}

/** The question that is before the person. */
export interface ProxyChallenge extends ProxyAsking {
  /** The last answer was refused. */
  readonly isRetry: boolean
}

/** Asks the person for a proxy's user name and password: once a run, however many requests need them. */
export interface ProxyLogin {
  /** The last credentials for this proxy; null without any. */
  known(host: string): Credentials | null
  /** Gives a first answer for this proxy, which is then not asked about unless it refuses that. */
  offer(host: string, credentials: Credentials): void
  /**
   * The person's credentials. `refused`: those that the proxy has just refused; null without any.
   * @throws Failure `proxyRefused` when the person cancels or has cancelled, `aborted`
   */
  ask(
    proxy: ProxyAsking,
    refused: Credentials | null,
    signal: AbortSignal | null,
  ): Promise<Credentials>
  question(): ProxyChallenge | null
  /** Takes the credentials for a proxy that has asked, and for no other proxy. */
  answer(host: string, credentials: Credentials): void
  /** Refuses this proxy's questions from now on, until `allowPrompt`. */
  cancel(): void
  /** The person wants to be connected: what they cancelled may be asked again. */
  allowPrompt(): void
}

export interface ProxyLoginOptions {
  /** The question came, went or is another one. */
  changed(): void
}

interface Open {
  question: ProxyChallenge
  waiting: Set<{ give(credentials: Credentials): void; refuse(failure: Failure): void }>
}

export function createProxyLogin({ changed }: ProxyLoginOptions): ProxyLogin {
  const given = new Map<string, Credentials>()
  const declined = new Set<string>()
  /** Every proxy that has asked in this run. */
  const askers = new Set<string>()
  /** By proxy, in the order they came; the first is before the person. */
  const open = new Map<string, Open>()

  const shown = () => open.values().next().value ?? null

  function close(asked: Open): void {
    open.delete(asked.question.host)
    changed()
  }

  function wait(asked: Open, signal: AbortSignal | null): Promise<Credentials> {
    return new Promise((resolve, reject) => {
      const waiter = {
        give: (credentials: Credentials) => leave(() => resolve(credentials)),
        refuse: (failure: Failure) => leave(() => reject(failure)),
      }
      function leave(settle: () => void): void {
        asked.waiting.delete(waiter)
        signal?.removeEventListener('abort', abort)
        settle()
      }
      function abort(): void {
        waiter.refuse(new Failure('aborted', 'The request was called off.'))
        // Nobody is asked for what nobody needs any more.
        if (asked.waiting.size === 0) close(asked)
      }
      asked.waiting.add(waiter)
      signal?.addEventListener('abort', abort, { once: true })
    })
  }

  return {
    known: (host) => given.get(host) ?? null,
    offer: (host, credentials) => void given.set(host, credentials),
    async ask({ host, realm }, refused, signal) {
      if (signal?.aborted) throw new Failure('aborted', 'The request was called off.')
      const known = given.get(host)
      // Somebody may have typed another answer meanwhile.
      if (known && known !== refused) return known
      given.delete(host)
      if (declined.has(host)) throw proxyRefused(host, 'cancelled')
      const asked = open.get(host) ?? {
        question: { host, realm, isRetry: refused !== null },
        waiting: new Set(),
      }
      const answer = wait(asked, signal)
      if (!open.has(host)) {
        askers.add(host)
        open.set(host, asked)
        changed()
      }
      return await answer
    },
    question: () => shown()?.question ?? null,
    answer(host, credentials) {
      if (!askers.has(host)) return
      given.set(host, credentials)
      const asked = open.get(host)
      // Taken back while the answer was on its way: it is there when the proxy asks again.
      if (!asked) return
      close(asked)
      for (const { give } of asked.waiting) give(credentials)
    },
    cancel() {
      const asked = shown()
      if (!asked) return
      const { host } = asked.question
      declined.add(host)
      close(asked)
      for (const { refuse } of asked.waiting) refuse(proxyRefused(host, 'cancelled'))
    },
    allowPrompt: () => declined.clear(),
  }
}
