/** The start data of a thread. */
export interface Setup {
  /** The instrumented sources by their URL. */
  readonly sources: ReadonlyMap<string, string>
  /** The URLs of the modules that are mutated. */
  readonly modules: readonly string[]
  /** Absolute paths, in the order in which they are to be loaded. */
  readonly testFiles: readonly string[]
  /** The mutant that is on while everything is loaded; null: none, and orders follow. */
  readonly active: number | null
  /** Runs all tests once without a mutant and tells the places they came by. */
  readonly isRecording: boolean
  /** How many places a test may come by before it counts as endless. */
  readonly budget: number
}

/** Run these tests with this mutant, up to the first that fails. */
export interface Order {
  readonly number: number
  readonly ids: readonly string[]
  readonly budget: number
}

/** A test of the run without mutants: how long it took, and which places it came by. */
export interface RecordedTest {
  readonly id: string
  readonly failure: string | null
  readonly ms: number
  readonly hits: ReadonlySet<number>
  /** How many places it came by, each time counted. */
  readonly steps: number
}

/** The messages of a thread. */
export type Answer =
  | { kind: 'ready' }
  /** The tests could not be loaded. */
  | { kind: 'failed'; reason: string }
  /** `atLoad`: the places run while the modules are loaded; `inFiles`: while the test files are. */
  | {
      kind: 'recorded'
      tests: readonly RecordedTest[]
      atLoad: ReadonlySet<number>
      inFiles: ReadonlySet<number>
    }
  | { kind: 'done'; killer: string | null; reason: string | null; isDirty: boolean }
