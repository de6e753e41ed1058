/** What npm scripts have in Node 24, and the types of the oldest runtime of the app have not. */
declare module 'node:fs' {
  export function globSync(pattern: string | string[], options?: { cwd?: string }): string[]
}
declare module 'node:path' {
  export function matchesGlob(path: string, pattern: string): boolean
}
