/** Anything that looks like a JWT, whole or cut short. */
const jwtShape = /eyJ[\w-]{6,}(\.[\w=+/-]*){0,2}/g
const longest = 300

/** Makes a text from the other side fit for errors and logs: no token shapes, no control characters, not endless. */
export function redact(text: string): string {
  const safe = text.replace(jwtShape, '[token]').replace(/\p{Cc}+/gu, ' ')
  return safe.length > longest ? `${safe.slice(0, longest)}…` : safe
}
