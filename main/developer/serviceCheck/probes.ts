import { body, contentType, status } from './answer.ts'
import { algorithm, token, userId } from './claims.ts'
import { parallel, speed } from './load.ts'
import type { Probe } from './probe.ts'
import { reachable, serverTime, tls } from './reach.ts'
import { forgedCredential, replacedCredential, somebodyElse, wrongPassword } from './refusal.ts'
import { signOut } from './signOut.ts'
import type { CheckTarget } from './target.ts'
import { newToken, renewal, rotation } from './renewal.ts'
import { expiry, validFrom } from './times.ts'

const probes: readonly Probe[] = [
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
  wrongPassword,
  renewal,
  rotation,
  newToken,
  parallel,
  forgedCredential,
  somebodyElse,
  replacedCredential,
]

/** Everything that is looked at, in this order. */
export function probesFor({ takesSignOuts }: CheckTarget): readonly Probe[] {
  return [...probes, ...(takesSignOuts ? [signOut] : []), speed]
}
