import { parseAst } from 'vite'

/** A node of the syntax tree (ESTree, with the TypeScript nodes of oxc), as far as it is read here. */
export interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: unknown
}

/** A node, and the field of its parent that holds it. */
export interface Place {
  readonly node: Node
  readonly field: string
}

/** The syntax tree of a TypeScript module; positions are those of the text. */
export function parse(source: string): Node {
  return parseAst(source, { lang: 'ts' }) as unknown as Node
}

/** Calls `enter` for each node with its ancestors, the nearest first; what lies in it is left out if that says false. */
export function walk(
  root: Node,
  enter: (place: Place, ancestors: readonly Place[]) => boolean,
): void {
  const visit = (place: Place, ancestors: readonly Place[]): void => {
    if (!enter(place, ancestors)) return
    const inside = [place, ...ancestors]
    for (const [field, value] of Object.entries(place.node)) {
      for (const child of Array.isArray(value) ? value : [value]) {
        if (isNode(child)) visit({ node: child, field }, inside)
      }
    }
  }
  visit({ node: root, field: '' }, [])
}

/** The node in a field; null when there is none. */
export function child(node: Node, field: string): Node | null {
  const value = node[field]
  return isNode(value) ? value : null
}

/** The nodes in a field that holds a list. */
export function children(node: Node, field: string): Node[] {
  const value = node[field]
  return Array.isArray(value) ? value.filter(isNode) : []
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}
