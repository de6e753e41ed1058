import type { FakeClock } from '../../support/fakes.ts'

/** The events of a run, line by line, and the violations. */
export interface Journal {
  note(line: string): void
  /** Something that must never happen. The run goes on to its end, and fails. */
  violation(what: string): void
  violations(): readonly string[]
  lines(): readonly string[]
}

/** A journal with the time since the start in front of each line. */
export function createJournal(clock: FakeClock): Journal {
  const startedAt = clock.worldTime()
  const lines: string[] = []
  const violations: string[] = []

  function note(line: string): void {
    lines.push(`${((clock.worldTime() - startedAt) / 1000).toFixed(3).padStart(12)} s  ${line}`)
  }

  return {
    note,
    violation(what) {
      note(`VIOLATION ${what}`)
      violations.push(what)
    },
    violations: () => violations,
    lines: () => lines,
  }
}
