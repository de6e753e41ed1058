import fc from 'fast-check'

/** The claims of a good token. */
export interface TokenClaims {
  user_id: string
  exp?: number
  iat?: number
  nbf?: number
}

const seconds = fc.oneof(
  fc.integer({ min: 0, max: 4_000_000_000 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)

/** Any claims that are as they should be, times far beyond any calendar included. */
export const goodClaims: fc.Arbitrary<TokenClaims> = fc.record(
  {
    user_id: fc.string({ minLength: 1, maxLength: 60, unit: 'binary' }),
    exp: seconds,
    iat: seconds,
    nbf: seconds,
    role: fc.jsonValue(),
  },
  { requiredKeys: ['user_id'] },
)

const alphabet = fc.constantFrom('base64', 'base64url')

/** A JWT with this payload, in either alphabet. */
export function tokenWith(payload: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  return fc
    .tuple(payload, alphabet, fc.uint8Array({ minLength: 1, maxLength: 40 }))
    .map(([payload, alphabet, signature]) =>
      [
        encode({ alg: 'HS256', typ: 'JWT' }, alphabet),
        encode(payload, alphabet),
        Buffer.from(signature).toString(alphabet),
      ].join('.'),
    )
}

function encode(part: unknown, alphabet: 'base64' | 'base64url'): string {
  return Buffer.from(JSON.stringify(part)).toString(alphabet)
}
