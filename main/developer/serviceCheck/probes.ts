import { body, contentType, status } from './answer.ts'
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
  otherUsersCredential,
  replacedCredential,
]

/** Everything that is looked at, in this order. */
export function probesFor({ takesSignOuts }: CheckTarget): readonly Probe[] {
  return [...probes, ...(takesSignOuts ? [signOut] : []), speed]
}
