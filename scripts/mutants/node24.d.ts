/** The parts of Node 24 for npm scripts that the types of the app's oldest runtime lack. */
declare module 'node:fs' {
  export function globSync(pattern: string | string[], options?: { cwd?: string }): string[]
}
declare module 'node:path' {
  export function matchesGlob(path: string, pattern: string): boolean
}
