import type { KeptInput } from '../../preload/contract.ts'

/**
 * Texts that were typed into the window and are not sent: drafts, forms. They are in memory only and outlive the page,
 * which a crash or a reload replaces. The window keeps its secrets to itself.
 */
export interface KeptInputs {
  /** Oldest first. */
  all(): KeptInput[]
  /** Null: there is nothing to keep any more. */
  keep(key: string, text: string | null): void
}

/** All keys and texts together, in UTF-16 units. A window that keeps more loses the oldest. */
const mostUnits = 4_000_000

export function createKeptInputs(): KeptInputs {
  const kept = new Map<string, string>()
  let units = 0

  function sizeOf(key: string): number {
    const text = kept.get(key)
    return text === undefined ? 0 : key.length + text.length
  }

  function drop(key: string): void {
    units -= sizeOf(key)
    kept.delete(key)
  }

  return {
    all: () => [...kept].map(([key, text]) => ({ key, text })),
    keep(key, text) {
      if (text === null) return drop(key)
      units += key.length + text.length - sizeOf(key)
      kept.set(key, text)
      for (const oldest of kept.keys()) {
        if (units <= mostUnits) return
        drop(oldest)
      }
    },
  }
}
