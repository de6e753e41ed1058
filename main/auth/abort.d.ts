/**
 * AbortController and AbortSignal (WHATWG DOM), as far as the core uses them. Every platform has them, but
 * lib.es2024 does not say so. Outside this folder the platform's own, wider types apply.
 */
interface AbortSignal {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}
declare class AbortController {
  readonly signal: AbortSignal
  abort(): void
}
