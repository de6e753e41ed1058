import { Failure } from '../../main/auth/errors.ts'
import type { Clock, Grant, Random } from '../../main/auth/ports.ts'
import { createRenewal } from '../../main/auth/renewal/renewal.ts'
import { createServerTime } from '../../main/auth/renewal/serverTime.ts'
import type { Token } from '../../main/auth/token/token.ts'

/** The clock, servers and settings of a simulated client. */
export interface Surroundings {
  clock: Clock
  random: Random
  /** Calls the token service. */
  renew(): Promise<Grant>
  /** The client has a new token. */
  renewed(): void
}

/** Starts one client with a token that it has just been given. */
export type StartClient = (token: Token, surroundings: Surroundings) => void

/** A client of ours: the renewal that the app runs, with nothing around it. */
export const startOurs: StartClient = (token, { clock, random, renew, renewed }) => {
  const ended = () => new Failure('internal', 'The service of the simulation refuses nobody.')
  const renewal = createRenewal({
    clock,
    random,
    renew,
    ended,
    serverTime: createServerTime(clock),
    store: () => Promise.resolve(),
    on: {
      calling: () => undefined,
      renewed,
      failing: () => undefined,
      ended(failure) {
        throw failure
      },
    },
  })
  renewal.schedule(token, 'new')
}

/** The client that one writes first: renews at exactly two thirds of the life, and tries again each second. */
export const startPlain: StartClient = (token, { clock, renew, renewed }) => {
  function wait({ expiresAt }: Token): void {
    if (expiresAt !== null) clock.after(((expiresAt - clock.now()) * 2) / 3, call)
  }
  function call(): void {
    renew().then(
      (grant) => {
        renewed()
        wait(grant.token)
      },
      () => void clock.after(1_000, call),
    )
  }
  wait(token)
}
