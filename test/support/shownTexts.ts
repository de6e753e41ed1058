import { parseAst } from 'vite'

/** A text in the source that a person would read. */
export interface ShownText {
  text: string
  /** The number of the line, from 1. */
  line: number
}

/** Attributes and properties whose text a person reads or hears. */
const shownNames = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'aside',
  'body',
  'busyLabel',
  'buttonLabel',
  'buttons',
  'checkboxLabel',
  'detail',
  'heading',
  'hint',
  'label',
  'message',
  'note',
  'placeholder',
  'reason',
  'remedy',
  'sentence',
  'text',
  'title',
  'toolTip',
])

const sentence = /^\p{Lu}[\p{L}’']*[ ,].*\p{L}|\p{L}{2} \p{L}+.*[.?!…]$/u
const hasWord = /\p{L}{2}/u

/**
 * Finds texts that a person would read: text between tags, strings of attributes and properties that are shown, and
 * strings that look like a sentence. Messages of errors and calls of a log are left out; a person sees neither.
 */
export function findShownTexts(path: string, source: string): ShownText[] {
  const found: ShownText[] = []
  const lineAt = (offset: number) => source.slice(0, offset).split('\n').length
  const add = (text: string, offset: number) =>
    void found.push({ text: text.trim().replace(/\s+/g, ' '), line: lineAt(offset) })

  function visit(value: unknown, isShown: boolean): void {
    if (Array.isArray(value)) return value.forEach((each) => visit(each, isShown))
    if (!isNode(value)) return
    if (ignored.has(value.type) || isErrorOrLog(value)) return
    const text = textOf(value)
    if (text !== null && (value.type === 'JSXText' || isShown ? hasWord : sentence).test(text)) {
      add(text, value.start)
    }
    const name = nameOf(value)
    if (value.type === 'JSXAttribute' || value.type === 'Property') {
      return visit(value.value, name !== null && shownNames.has(name))
    }
    // A function or a nested object decides for itself; a choice between texts is still shown.
    const isPassedOn = isShown && passing.has(value.type)
    if (value.type === 'ConditionalExpression') {
      visit(value.test, false)
      visit([value.consequent, value.alternate], isPassedOn)
      return
    }
    if (value.type === 'BinaryExpression') return visit([value.left, value.right], false)
    for (const child of Object.values(value)) visit(child, isPassedOn)
  }
  visit(parseAst(source, { lang: path.endsWith('.tsx') ? 'tsx' : 'ts' }), false)
  return found
}

const passing = new Set([
  'ArrayExpression',
  'ConditionalExpression',
  'JSXExpressionContainer',
  'LogicalExpression',
  'TemplateLiteral',
])

const ignored = new Set([
  'ImportDeclaration',
  'ExportAllDeclaration',
  'TSTypeAliasDeclaration',
  'TSInterfaceDeclaration',
  'TSLiteralType',
])

interface Node {
  type: string
  start: number
  [field: string]: unknown
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}

function textOf(node: Node): string | null {
  if (node.type === 'JSXText' || (node.type === 'Literal' && typeof node.value === 'string')) {
    return String(node.value)
  }
  if (node.type !== 'TemplateElement') return null
  const { cooked } = node.value as { cooked: string | null }
  return cooked
}

/** The name of an attribute or a property. */
function nameOf({ name, key }: Node): string | null {
  const named = (name ?? key) as { name?: unknown; value?: unknown } | null | undefined
  if (typeof named !== 'object' || named === null) return null
  return typeof named.name === 'string' ? named.name : String(named.value)
}

function isErrorOrLog({ type, callee }: Node): boolean {
  if (type !== 'NewExpression' && type !== 'CallExpression') return false
  const { name, object, property } = callee as {
    name?: string
    object?: { name?: string; property?: { name?: string } }
    property?: { name?: string }
  }
  if (type === 'NewExpression') return /Error$|^Failure$/.test(name ?? '')
  const owner = object?.name ?? object?.property?.name ?? ''
  return owner === 'log' && property !== undefined
}
