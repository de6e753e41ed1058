import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { parseAst } from 'vite'

/** The names that one source file reads from objects. */
interface Reads {
  source: string
  /** `x.name`, `x['name']` and `const { name } = x`. */
  names: Set<string>
  /** The groups that are used whole or by a value: `x.name[value]`, `Object.keys(name)`, `const n: Type = x.name`. */
  groups: Set<string>
  /** The names that are passed to a function. */
  passed: Set<string>
}

/** A set of texts by key, with groups in it. */
type Catalogue = Readonly<Record<string, unknown>>

/**
 * Finds the texts that no source file in a folder reads, as paths of keys. A text of the part `chat` is read in a file
 * that also has the word `chat`, as in `texts().chat` or `Texts['chat']`. The texts of a group that is passed on, or chosen from by a
 * value, all count as read.
 */
export function findUnusedTexts(folder: string, catalogue: Catalogue): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .filter((path) => /\.tsx?$/.test(path) && !/\/text\/(?:en|de)\b/.test(path))
    .map((path) => readsOf(path, readFileSync(path, 'utf8')))
  return Object.entries(catalogue).flatMap(([part, texts]) => {
    const named = files.filter(({ source }) =>
      new RegExp(`\\b${part}(?:Texts)?\\b`, 'i').test(source),
    )
    return unusedIn(texts, part, named)
  })
}

function unusedIn(texts: unknown, path: string, files: readonly Reads[]): string[] {
  if (typeof texts !== 'object' || texts === null || Array.isArray(texts)) return []
  const key = path.slice(path.lastIndexOf('.') + 1)
  const isPart = key === path
  if (files.some(({ groups, passed }) => groups.has(key) || (!isPart && passed.has(key)))) return []
  return Object.entries(texts).flatMap(([key, value]) => {
    const own = `${path}.${key}`
    if (!files.some(({ names }) => names.has(key))) return [own]
    return unusedIn(value, own, files)
  })
}

function readsOf(path: string, source: string): Reads {
  const names = new Set<string>()
  const groups = new Set<string>()
  const passed = new Set<string>()
  /** The local name of a key: `text` for `chat` in `const { chat: text } = texts()`. */
  const aliases = new Map<string, string>()
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit)
    if (!isNode(value)) return
    if (value.type === 'MemberExpression') {
      const { property, computed, object } = value
      if (computed && !isLiteral(property)) groups.add(lastNameOf(object))
      else names.add(keyOf(property))
    }
    if (value.type === 'ObjectPattern') {
      for (const { key, value: local } of value['properties'] as Node[]) {
        names.add(keyOf(key))
        aliases.set(keyOf(local), keyOf(key))
      }
    }
    if (value.type === 'CallExpression') {
      const into = isOfObject(value['callee']) ? groups : passed
      for (const argument of value['arguments'] as Node[]) into.add(lastNameOf(argument))
    }
    if (value.type === 'VariableDeclarator') {
      const { id, init } = value
      if (isNode(id) && id['typeAnnotation']) groups.add(lastNameOf(init))
      aliases.set(keyOf(id), lastNameOf(init))
    }
    Object.values(value).forEach(visit)
  }
  visit(parseAst(source, { lang: path.endsWith('.tsx') ? 'tsx' : 'ts' }))
  for (const name of groups) groups.add(aliases.get(name) ?? name)
  return { source, names, groups, passed }
}

interface Node {
  type: string
  [field: string]: unknown
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}

function isLiteral(value: unknown): boolean {
  return isNode(value) && value.type === 'Literal'
}

/** `Object.keys`, `Object.entries` and `Object.values`. */
function isOfObject(callee: unknown): boolean {
  return isNode(callee) && keyOf(callee['object']) === 'Object'
}

/** The name of an identifier, or the value of a literal. */
function keyOf(node: unknown): string {
  return isNode(node) ? String(node['name'] ?? node['value']) : ''
}

/** `codes` for `texts().errors.codes`, and the name itself for a name. */
function lastNameOf(node: unknown): string {
  if (!isNode(node)) return ''
  return node.type === 'MemberExpression' ? keyOf(node['property']) : keyOf(node)
}
