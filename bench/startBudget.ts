import type { StartSize } from './startSize.ts'

/**
 * The most that a start may read. What a clock cannot hold on a busy machine, this does: a package or a module of Node that
 * is not listed here, or more bytes, fail `test/unit/startBudget.test.ts`. Raise a number only with its reason, and look at
 * `npm run bench -- --only launch` before and after.
 */
export const startBudget: StartSize = {
  window: {
    bytes: 13_600,
    packages: [],
    builtins: ['electron', 'node:crypto', 'node:fs', 'node:path'],
  },
  firstPaint: {
    bytes: 384_000,
    packages: [
      '@preact/signals',
      '@preact/signals-core',
      'atomically',
      'conf',
      'debounce-fn',
      'dot-prop',
      'electron-store',
      'env-paths',
      'mimic-function',
      'preact',
      'stubborn-fs',
      'stubborn-utils',
      'uint8array-extras',
      'valibot',
      'when-exit',
    ],
    builtins: [
      'electron',
      'node:assert',
      'node:crypto',
      'node:events',
      'node:fs',
      'node:module',
      'node:os',
      'node:path',
      'node:process',
      'node:stream',
      'node:util',
    ],
  },
  page: { scripts: 1, styles: 1 },
}
