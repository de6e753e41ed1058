import { Failure } from '../../../main/auth/errors.ts'
import type { Grant } from '../../../main/auth/ports.ts'
import { createRenewal, type RenewalOptions } from '../../../main/auth/renewal/renewal.ts'
import { createServerTime } from '../../../main/auth/renewal/serverTime.ts'
import type { Token } from '../../../main/auth/token/token.ts'
import { FakeClock } from '../../support/fakes.ts'

export const hour = { exp: 3_600 }
export const trouble = new Failure('network', 'The token service cannot be reached.')
export const grant = (token: Token): Grant => ({
  token,
  refreshCredential: null,
  name: null,
  image: null,
})

type Answer = Grant | Failure | 'never'

/** A renewal, and a token service that gives the answers one by one. */
export function openRenewal(
  answers: Answer[] = [],
  options: Partial<RenewalOptions> = {},
  clock = new FakeClock(),
) {
  const serverTime = createServerTime(clock)
  const chance = { value: 0 }
  /** [seconds since the start, what happened] */
  const told: [seconds: number, what: string][] = []
  const tell = (what: string) =>
    void told.push([Math.round((clock.monotonic() - 5_000) / 10) / 100, what])
  const signals: AbortSignal[] = []
  const renewal = createRenewal({
    clock,
    serverTime,
    random: () => chance.value,
    async renew(signal) {
      signals.push(signal)
      const answer = answers.shift() ?? 'never'
      if (answer === 'never') await new Promise(() => undefined)
      if (answer instanceof Failure) throw answer
      return answer as Grant
    },
    ended: () => new Failure('tokenExpired', 'Nobody renews this one.'),
    store: async () => tell('stored'),
    on: {
      calling: (attempt) => tell(`calling ${attempt}`),
      renewed: () => tell('renewed'),
      failing: (failure) => tell(`failing ${failure.code}`),
      refused: (failure) => tell(`refused ${failure.code}`),
      ended: (failure) => tell(`ended ${failure.code}`),
    },
    ...options,
  })
  return { clock, serverTime, chance, told, signals, renewal, answers }
}
