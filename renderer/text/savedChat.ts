import { texts } from './texts.ts'
import { pointInTime } from './times.ts'

/** The age of the shown channels and messages, both in epoch ms. */
export function asOfText(asOf: number, now: number): string {
  return texts().session.asOf(pointInTime(asOf, now))
}
