// @ts-check
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { say } from '../run/stop.mjs'

/**
 * Whether the person agrees to an offer; no answer is a no. Where no one can be asked (CI, a pipe) the offer is only
 * printed and taken, or nothing would ever start there.
 *
 * @param {string} offer
 * @returns {Promise<boolean>}
 */
export async function agrees(offer) {
  say(offer)
  if (!process.stdin.isTTY || !process.stdout.isTTY || process.env.CI) return true
  process.stderr.write('Fetch it and go on? [y/N] ')
  const terminal = createInterface({ input: process.stdin })
  // It closes without a line when the person ends the input (Ctrl-D).
  const [answer = ''] = await Promise.race([once(terminal, 'line'), once(terminal, 'close')])
  terminal.close()
  return /^y(es)?$/i.test(answer.trim())
}
