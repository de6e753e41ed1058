import { Failure } from '../../main/auth/errors.ts'
import type { Mint, MintedClaims } from '../../main/auth/ports.ts'
import { signToken, testSecret } from './fakes.ts'

/** A mint that writes down what it signs. */
export class FakeMint implements Mint {
  readonly claims: MintedClaims[] = []
  readonly issued: string[] = []
  #secret: string | null

  constructor(secret = testSecret) {
    this.#secret = secret
  }

  get isForgotten(): boolean {
    return this.#secret === null
  }

  async sign(claims: MintedClaims): Promise<string> {
    if (this.#secret === null) throw new Failure('signedOut', 'The secret is gone.')
    const raw = signToken(claims, this.#secret)
    this.claims.push(claims)
    this.issued.push(raw)
    return raw
  }

  forget(): void {
    this.#secret = null
  }
}
