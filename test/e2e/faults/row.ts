import type { FaultHarness } from './faultHarness.ts'

/** One fault: how it is done to the app, and what has to come of it. */
export interface Row {
  fault: string
  /** How it is injected; where that is not for real, why not. */
  how: string
  /**
   * Injects the fault, looks, heals it and looks again.
   * @throws when the app did not do what it must; `Lost` when something is gone that must not be
   */
  run(harness: FaultHarness): Promise<Seen>
}

/** The result of a fault. */
export interface Seen {
  /** In the words of the window. */
  saw: string
  /** From the moment the fault was over to the moment all was well; null when there is no such moment. */
  recoveredMs: number | null
  /** The loss that the fault implies. The row has checked it, and that the rest is there. */
  lost?: string
}

/** Rows that belong together. */
export interface Group {
  name: string
  rows: Row[]
}

/** Something is gone that must not be. */
export class Lost extends Error {
  override name = 'Lost'
}
