/**
 * Reads JSON in UTF-8, with or without a byte order mark (RFC 8259 section 8.1). Undefined, which JSON has no word for:
 * this is not JSON.
 */
export function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
