import { Failure, type FailureCode } from '../errors.ts'

const longestSeconds = 31_536_000

/**
 * Reads a typed lifetime, in seconds; null when nothing is typed: the token never ends.
 * @throws Failure at `lifetime`: `lifetimeNotWhole`, `lifetimeNegative`, `lifetimeZero`, `lifetimeTooLong` (over a year)
 */
export function readLifetime(typed: string): number | null {
  const text = typed.trim().replace(/^\u2212/, '-')
  if (text === '') return null
  if (/^-\d*\.?\d*[1-9]/.test(text)) throw refused('lifetimeNegative', 'The lifetime is negative.')
  if (!/^-?\d+$/.test(text)) throw refused('lifetimeNotWhole', 'The lifetime is no whole number.')
  const seconds = Number(text)
  if (seconds === 0) throw refused('lifetimeZero', 'The lifetime is 0.')
  if (seconds > longestSeconds) throw refused('lifetimeTooLong', 'The lifetime is over a year.')
  return seconds
}

function refused(code: FailureCode, message: string): Failure {
  return new Failure(code, message, { field: 'lifetime' })
}
