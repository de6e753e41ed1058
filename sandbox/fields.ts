import type { IncomingHttpHeaders } from 'node:http'

/** Named values with names in any case; the first of a name counts. */
export interface Fields {
  get(name: string): string | undefined
}

/** A request target taken apart. */
export interface Target {
  /** The decoded parts of the path; null when they cannot be decoded. */
  parts: string[] | null
  query: Fields
}

/** Takes a request target apart. Not with `URL`, which reads `//host/path` as a host. */
export function readTarget(url: string | undefined): Target {
  const [path = '', ...rest] = (url ?? '').split('?')
  return { parts: decodeParts(path), query: readQuery(rest.join('?')) }
}

/** The headers as fields. */
export function readHeaders(headers: IncomingHttpHeaders): Fields {
  return {
    get(name) {
      const value = headers[name.toLowerCase()]
      return Array.isArray(value) ? value[0] : value
    },
  }
}

function readQuery(text: string): Fields {
  const values = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(text)) {
    const key = name.toLowerCase()
    if (!values.has(key)) values.set(key, value)
  }
  return { get: (name) => values.get(name.toLowerCase()) }
}

function decodeParts(path: string): string[] | null {
  if (!path.startsWith('/')) return null
  try {
    return path.slice(1).split('/').map(decodeURIComponent)
  } catch {
    return null
  }
}
