import { child, children, parse, walk, type Node, type Place } from './syntax.ts'

/** One small change of a source file that its tests should notice. */
export interface Mutant {
  /** The path of the file from the project's folder. */
  readonly file: string
  /** 1-based. */
  readonly line: number
  /** The span in the file, and the text in its place. */
  readonly start: number
  readonly end: number
  readonly replacement: string
  /** An expression can be switched in place; a statement is left out. */
  readonly kind: 'expression' | 'statement'
  /** An expression with which a statement begins. */
  readonly beginsStatement: boolean
  /** The change in one line; with `file` and `place` it names the mutant from run to run. */
  readonly text: string
  /** Which of the changes with this text in the file, from 1. */
  readonly place: number
}

/** A change of one node: its span, and the text in its place. */
interface Change {
  readonly node: Node
  readonly replacement: string
  readonly kind: Mutant['kind']
}

/** The mutations of nodes of one type. */
type Operator = (node: Node, context: Context) => Change[]

interface Context {
  readonly source: string
  readonly place: Place
  readonly ancestors: readonly Place[]
}

const negated = new Map([
  ['===', '!=='],
  ['!==', '==='],
])
/** The neighbour at the limit first, then the opposite. */
const comparisons = new Map([
  ['<', ['<=', '>=']],
  ['<=', ['<', '>']],
  ['>', ['>=', '<=']],
  ['>=', ['>', '<']],
])
const arithmetic = new Map([
  ['+', '-'],
  ['-', '+'],
  ['*', '/'],
  ['/', '*'],
  ['%', '*'],
  ['**', '*'],
  ['<<', '>>'],
  ['>>', '<<'],
  ['&', '|'],
  ['|', '&'],
])
const assignments = new Map([
  ['+=', '-='],
  ['-=', '+='],
  ['*=', '/='],
  ['??=', '='],
  ['||=', '='],
])
const methods = new Map([
  ['some', 'every'],
  ['every', 'some'],
  ['startsWith', 'endsWith'],
  ['endsWith', 'startsWith'],
  ['min', 'max'],
  ['max', 'min'],
  ['floor', 'ceil'],
  ['ceil', 'floor'],
  ['round', 'floor'],
])
/** Calls that give back the value that they are called on, all but for what they are called for. */
const droppable = new Set(['trim', 'filter', 'sort', 'toSorted', 'reverse', 'slice', 'toLowerCase'])

const operators = new Map<string, Operator>(
  Object.entries({
    BinaryExpression: (node, context) => {
      const operator = String(node['operator'])
      const left = child(node, 'left')
      const right = child(node, 'right')
      if (!left || !right) return []
      const isText = [left, right].some(isTextNode)
      const others = [
        // The opposite of a whole condition is seen by whoever sees it always or never met.
        ...(isCondition(context) ? [] : [negated.get(operator) ?? []].flat()),
        ...(comparisons.get(operator) ?? []).slice(0, isCondition(context) ? 1 : 2),
        ...(isText ? [] : [arithmetic.get(operator) ?? []].flat()),
      ]
      return others.map((other) =>
        expression(node, `${operand(left, context)} ${other} ${operand(right, context)}`),
      )
    },
    LogicalExpression: (node, context) => {
      const left = child(node, 'left')
      const right = child(node, 'right')
      if (!left || !right) return []
      const swapped = `${operand(left, context)} ${node['operator'] === '&&' ? '||' : '&&'} ${operand(right, context)}`
      return [
        ...(node['operator'] === '??' ? [] : [expression(node, swapped)]),
        expression(node, text(left, context)),
        expression(node, text(right, context)),
      ]
    },
    UnaryExpression: (node, context) => {
      const operand = child(node, 'argument')
      const isChanged = node['operator'] === '!' || node['operator'] === '-'
      return operand && isChanged ? [expression(node, text(operand, context))] : []
    },
    UpdateExpression: (node, context) => {
      const operand = child(node, 'argument')
      const other = node['operator'] === '++' ? '--' : '++'
      if (!operand) return []
      const name = text(operand, context)
      return [expression(node, node['prefix'] === true ? `${other}${name}` : `${name}${other}`)]
    },
    AssignmentExpression: (node, context) => {
      const other = assignments.get(String(node['operator']))
      const left = child(node, 'left')
      const right = child(node, 'right')
      if (other === undefined || !left || !right) return []
      return [expression(node, `${text(left, context)} ${other} ${text(right, context)}`)]
    },
    ChainExpression: (node, context) => {
      const whole = text(node, context)
      return [...whole.matchAll(/\?\.(?=[\w#$])/g)].map(({ index }) =>
        expression(node, `${whole.slice(0, index)}.${whole.slice(index + 2)}`),
      )
    },
    CallExpression: (node, context) => {
      const callee = child(node, 'callee')
      const name = callee && child(callee, 'property')
      const object = callee && child(callee, 'object')
      if (!callee || !name || !object || callee['computed'] === true) return []
      const called = text(name, context)
      const rest = context.source.slice(name.end, node.end)
      const dot = context.source.slice(object.end, name.start)
      const target = operand(object, context)
      const other = methods.get(called)
      return [
        ...(other === undefined ? [] : [expression(node, `${target}${dot}${other}${rest}`)]),
        ...(droppable.has(called) ? [expression(node, target)] : []),
      ]
    },
    ArrayExpression: (node) => {
      const elements = children(node, 'elements')
      if (elements.length === 0) return []
      return [expression(node, '[]')]
    },
    Literal: (node, context) => literal(node, context),
    TemplateLiteral: (node, context) => {
      return isSentence(text(node, context)) ? [] : [expression(node, "''")]
    },
    ExpressionStatement: (node, context) =>
      typeof node['directive'] === 'string' || isLogged(node, context)
        ? []
        : [{ node, replacement: '', kind: 'statement' }],
    ReturnStatement: (node) => {
      const value = child(node, 'argument')
      return value && !isPlainBoolean(value) ? [expression(value, 'undefined')] : []
    },
    ArrowFunctionExpression: (node) => {
      const body = child(node, 'body')
      if (!body || body.type === 'BlockStatement' || isPlainBoolean(body)) return []
      return [expression(body, 'undefined')]
    },
  } satisfies Record<string, Operator>),
)

/** The changes of a source file, in the order of their places. */
export function findMutants(file: string, source: string): Mutant[] {
  const found: Change[] = []
  const statements = new Set<number>()
  walk(parse(source), (place, ancestors) => {
    const { node } = place
    if (node.type === 'ExpressionStatement') statements.add(node.start)
    if (isLeftAlone(place, ancestors)) return false
    const context = { source, place, ancestors }
    if (isLogged(node, context)) return false
    found.push(...(operators.get(node.type)?.(node, context) ?? []), ...conditions(node))
    return true
  })
  const counts = new Map<string, number>()
  const seen = new Set<string>()
  return found
    .toSorted((one, other) => one.node.start - other.node.start || other.node.end - one.node.end)
    .flatMap(({ node, replacement, kind }) => {
      const same = `${node.start} ${node.end} ${replacement}`
      if (seen.has(same) || replacement === source.slice(node.start, node.end)) return []
      seen.add(same)
      const changed = describe(source.slice(node.start, node.end), replacement, kind)
      const place = (counts.get(changed) ?? 0) + 1
      counts.set(changed, place)
      const line = source.slice(0, node.start).split('\n').length
      const { start, end } = node
      const beginsStatement = kind === 'expression' && statements.has(start)
      const span = { file, line, start, end }
      return [{ ...span, replacement, kind, beginsStatement, text: changed, place }]
    })
}

function literal(node: Node, { source, place, ancestors }: Context): Change[] {
  const parent = ancestors[0]?.node
  const value = node['value']
  if (typeof value === 'boolean') return [expression(node, String(!value))]
  if (typeof value === 'number') {
    const other =
      value === 0 ? '1' : value === 1 ? '0' : `(${source.slice(node.start, node.end)} * 2)`
    return [expression(node, other)]
  }
  if (node['regex'] !== undefined) return [expression(node, '/(?:)/'), expression(node, '/(?!)/')]
  if (typeof value !== 'string' || isSentence(value)) return []
  const isName = place.field === 'key' && parent?.['computed'] !== true
  if (isName) return []
  if (parent?.type === 'ArrayExpression') {
    // Its neighbour in its place: the list is one shorter for whoever looks for it, and of the same type.
    const others = children(parent, 'elements').filter((other) => other !== node)
    const [neighbour] = others
    return neighbour ? [expression(node, source.slice(neighbour.start, neighbour.end))] : []
  }
  return [expression(node, value === '' ? "'x'" : "''")]
}

/** `if`, `? :` and loops: always and never. A loop is only made to never run, for the other one does not end. */
function conditions(node: Node): Change[] {
  const test = child(node, 'test')
  if (!test || node.type === 'SwitchCase') return []
  if (test.type === 'LogicalExpression' || test.type === 'Literal') return []
  const isLoop = node.type !== 'IfStatement' && node.type !== 'ConditionalExpression'
  return [...(isLoop ? [] : [expression(test, 'true')]), expression(test, 'false')]
}

function isCondition({ place }: Context): boolean {
  return place.field === 'test'
}

/** Types, names of modules, and what is no expression. */
function isLeftAlone({ node, field }: Place, ancestors: readonly Place[]): boolean {
  if (/^TS(?!As|NonNull|Satisfies)/.test(node.type)) return true
  if (/^(Import|ExportAll)/.test(node.type) || field === 'source') return true
  const isOfWrapper = /^TS(As|Satisfies)/.test(ancestors[0]?.node.type ?? '')
  return isOfWrapper && field === 'typeAnnotation'
}

/** A line of the log is for people: neither the line nor its words are changed. */
function isLogged(node: Node, { source }: Context): boolean {
  const call = node.type === 'ExpressionStatement' ? child(node, 'expression') : node
  const callee = call?.type === 'CallExpression' ? child(call, 'callee') : null
  if (!callee) return false
  return /(?:^|[.#])log\??\.(?:debug|info|warn|error)$/.test(source.slice(callee.start, callee.end))
}

/** A text with a space in it is a sentence for people; its words are theirs. */
function isSentence(text: string): boolean {
  return /\w \S|\S \w/.test(text)
}

function isTextNode(node: Node): boolean {
  return node.type === 'TemplateLiteral' || typeof node['value'] === 'string'
}

function isPlainBoolean(node: Node): boolean {
  return node.type === 'Literal' && typeof node['value'] === 'boolean'
}

function expression(node: Node, replacement: string): Change {
  return { node, replacement, kind: 'expression' }
}

/** The text of an operand, in brackets if another operator could tear it apart. */
function operand(node: Node, context: Context): string {
  const isWhole =
    /^(?:Identifier|Literal|MemberExpression|CallExpression|ChainExpression|ThisExpression)$/
  return isWhole.test(node.type) ? text(node, context) : `(${text(node, context)})`
}

function text(node: Node, { source }: Context): string {
  return source.slice(node.start, node.end)
}

const longestText = 160

function describe(original: string, replacement: string, kind: Mutant['kind']): string {
  const from = oneLine(original)
  return kind === 'statement' ? `${from} → (removed)` : `${from} → ${oneLine(replacement)}`
}

function oneLine(code: string): string {
  const flat = code.replaceAll(/\s+/g, ' ').trim()
  return flat.length > longestText ? `${flat.slice(0, longestText)}…` : flat
}
