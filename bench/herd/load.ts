import type { Herd, Seen } from './simulate.ts'

/** Calls a second that a herd makes its token service bear. */
export interface Load {
  /** During the outage, all in vain. */
  outagePeak: number
  outageMean: number
  /** After the return, over as long again as the outage lasted. */
  returnPeak: number
  returnMean: number
  /** The peak after the return over the mean of the minutes that follow: what the service has to be built for. */
  crowding: number
  /** From the return until the last renewal, in seconds. */
  recoverySeconds: number
}

/** Reads what the token service saw. */
export function loadOf({ outage }: Pick<Herd, 'outage'>, { calls }: Seen): Load {
  const during = [...calls.subarray(outage.from, outage.to)]
  const after = [...calls.subarray(outage.to, 2 * outage.to - outage.from)]
  const returnPeak = Math.max(0, ...after)
  const returnMean = mean(after)
  return {
    outagePeak: Math.max(0, ...during),
    outageMean: mean(during),
    returnPeak,
    returnMean,
    crowding: returnPeak / returnMean,
    recoverySeconds: calls.findLastIndex((count) => count > 0) + 1 - outage.to,
  }
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
