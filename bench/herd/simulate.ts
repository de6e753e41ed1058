import { Buffer } from 'node:buffer'
import { Failure } from '../../main/auth/errors.ts'
import type { Grant, Random } from '../../main/auth/ports.ts'
import { Token } from '../../main/auth/token/token.ts'
import type { StartClient } from './clients.ts'
import { createEventClock } from './clock.ts'

/** A crowd of clients and what happens to their token service. Times in seconds from the first token. */
export interface Herd {
  clients: number
  /** The first and the last token are issued so far apart. */
  issuedWithinSeconds: number
  lifeSeconds: number
  outage: { from: number; to: number }
  until: number
  seed: number
}

/** The requests that the token service got. */
export interface Seen {
  /** Calls in each second, refused ones too. */
  calls: Uint32Array
  /** Clients that renewed. */
  renewed: number
  /** Clients whose token ended before the new one came. */
  late: number
}

/** An hour's life, everybody within a minute, and five minutes of outage from the first renewal of ours on. */
export const usualHerd: Omit<Herd, 'clients'> = {
  issuedWithinSeconds: 60,
  lifeSeconds: 3_600,
  outage: { from: 2_160, to: 2_460 },
  until: 3_060,
  seed: 20_310_506,
}

/** A whole second of 2031. */
const startedAt = Date.UTC(2031, 4, 6, 7, 8, 9)
/** How long the service takes for an answer, and the network for a refusal. */
const answerMs = 50

/** Runs a herd of one kind of client. The service has no limit of its own: what is counted is what it would have to bear. */
export async function simulate(herd: Herd, startClient: StartClient): Promise<Seen> {
  const clock = createEventClock(startedAt)
  const random = createRandom(herd.seed)
  const calls = new Uint32Array(herd.until)
  const down = new Failure('network', 'The token service cannot be reached.')
  let [renewed, late] = [0, 0]

  function serve(): Promise<Grant> {
    const seconds = clock.monotonic() / 1_000
    calls[Math.floor(seconds)] = (calls[Math.floor(seconds)] ?? 0) + 1
    const isDown = seconds >= herd.outage.from && seconds < herd.outage.to
    return new Promise((resolve, reject) => {
      clock.after(answerMs, () => (isDown ? reject(down) : resolve(issue())))
    })
  }

  function issue(): Grant {
    const token = makeToken(clock.now() / 1_000 + herd.lifeSeconds)
    return { token, refreshCredential: null, name: null, image: null }
  }

  for (let client = 0; client < herd.clients; client += 1) {
    clock.after((client / herd.clients) * herd.issuedWithinSeconds * 1_000, () => {
      const { token } = issue()
      const endsAt = token.expiresAt ?? Infinity
      startClient(token, {
        clock,
        random,
        renew: serve,
        renewed() {
          renewed += 1
          if (clock.now() > endsAt) late += 1
        },
      })
    })
  }
  await clock.run(herd.until * 1_000)
  return { calls, renewed, late }
}

/** Only its claims matter here. */
function makeToken(expiresAtSeconds: number): Token {
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const payload = encode({ user_id: 'somebody', exp: expiresAtSeconds })
  return new Token(`${encode({ alg: 'HS256' })}.${payload}.none`)
}

/** Random numbers that are the same at each run (mulberry32). */
function createRandom(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
