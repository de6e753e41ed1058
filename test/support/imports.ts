import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { parseAst } from 'vite'

/** The path of each file to what it imports: paths of files, or names of packages. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>

const sourcePattern = /\.(ts|tsx|mjs)$/

/** Reads the imports of every source file in these folders. Paths are relative to the current directory. */
export function readImports(folders: readonly string[]): ImportGraph {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
      .filter((path) => sourcePattern.test(path)),
  )
  return new Map(files.map((path) => [path, importsOf(path, readFileSync(path, 'utf8'))]))
}

/** Finds imports, type imports, re-exports, `import()` and `typeof import()` of one file. */
export function importsOf(path: string, source: string): string[] {
  const found: string[] = []
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit)
    if (!isNode(value)) return
    if (importTypes.has(value.type) && isText(value.source)) found.push(value.source.value)
    Object.values(value).forEach(visit)
  }
  visit(parseAst(source, { lang: path.endsWith('.tsx') ? 'tsx' : 'ts' }))
  return found.map((name) => (name.startsWith('.') ? posix.join(posix.dirname(path), name) : name))
}

const importTypes = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
])

interface Node {
  type: string
  source?: unknown
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}

function isText(value: unknown): value is { value: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'value' in value &&
    typeof value.value === 'string'
  )
}
