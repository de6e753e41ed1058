import { randomUUID } from 'node:crypto'

import type { JWK } from 'jose'
import { SignJWT, exportJWK, generateKeyPair } from 'jose'

import type { ServerTime } from './clock.ts'
import type { CodeGrant } from './signInRequests.ts'
import { clientId } from './signInRequests.ts'

/** ID tokens (OpenID Connect Core section 2), signed with a key pair of this run (ES256). */
export interface IdTokens {
  /** The public key that checks them. */
  jwks(): Promise<{ keys: JWK[] }>
  /** One for the user and nonce of a sign-in. */
  sign(issuer: string, grant: Pick<CodeGrant, 'userId' | 'nonce'>): Promise<string>
}

const lifeSeconds = 300

export function createIdTokens(time: ServerTime): IdTokens {
  let pair: ReturnType<typeof makePair> | null = null
  const keyPair = () => (pair ??= makePair())
  return {
    async jwks() {
      const { kid, publicKey } = await keyPair()
      return { keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' }] }
    },
    async sign(issuer, { userId, nonce }) {
      const { kid, privateKey } = await keyPair()
      const now = Math.floor(time.now() / 1000)
      return new SignJWT(nonce === undefined ? {} : { nonce })
        .setProtectedHeader({ alg: 'ES256', kid })
        .setIssuer(issuer)
        .setSubject(userId)
        .setAudience(clientId)
        .setIssuedAt(now)
        .setExpirationTime(now + lifeSeconds)
        .sign(privateKey)
    },
  }
}

async function makePair() {
  return { kid: randomUUID(), ...(await generateKeyPair('ES256')) }
}
