const form = /^[\w-]+\.([\w+/=-]+)\.devtoken$/

/**
 * Reads the `user_id` out of a development token: three parts, the last of them the word `devtoken`. Null for anything
 * else; undefined when the claims cannot be read. A development token proves nothing: its signature is a word.
 */
export function readDevelopmentToken(token: string): unknown {
  const claims = form.exec(token)?.[1]
  if (claims === undefined) return null
  try {
    const parsed: unknown = JSON.parse(Buffer.from(claims, 'base64').toString('utf8'))
    return typeof parsed === 'object' && parsed !== null && 'user_id' in parsed
      ? (parsed.user_id ?? undefined)
      : undefined
  } catch {
    return undefined
  }
}
