import { body, contentType, status } from './answer.ts'
import { accessTokenRenewal, forgedAccessToken, otherUsersAccessToken } from './accessToken.ts'
import { algorithm, token, userId } from './claims.ts'
import { parallel, speed } from './load.ts'
import type { Probe } from './probe.ts'
import { reachable, serverTime, tls } from './reach.ts'
import {
  forgedCredential,
  replacedCredential,
  otherUsersCredential,
  wrongPassword,
} from './refusal.ts'
import { signOut } from './signOut.ts'
import type { CheckTarget } from './target.ts'
import { newToken, renewal, rotation } from './renewal.ts'
import { expiry, validFrom } from './times.ts'

/** The sign-in itself. */
const signInProbes: readonly Probe[] = [
  reachable,
  tls,
  status,
  contentType,
  body,
  serverTime,
  token,
  algorithm,
  userId,
  expiry,
  validFrom,
]

/** With the service's own passwords and refresh tokens. */
const ownProbes: readonly Probe[] = [
  wrongPassword,
  renewal,
  rotation,
  newToken,
  parallel,
  forgedCredential,
  otherUsersCredential,
  replacedCredential,
]

/** With access tokens of an identity provider. */
const accessTokenProbes: readonly Probe[] = [
  forgedAccessToken,
  accessTokenRenewal,
  newToken,
  parallel,
  otherUsersAccessToken,
]

/** Everything that is looked at, in this order. */
export function probesFor({ accessToken, takesSignOuts }: CheckTarget): readonly Probe[] {
  const probes = accessToken === null ? ownProbes : accessTokenProbes
  return [...signInProbes, ...probes, ...(takesSignOuts ? [signOut] : []), speed]
}
