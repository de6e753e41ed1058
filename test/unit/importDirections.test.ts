import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { importsOf, readImports, type ImportGraph } from '../support/imports.ts'

/** Each folder of main/ and the folders of main/ that it may import. */
const allowed: Record<string, string> = {
  developer:
    'ipc updates window app workspaces desktop chat settings oidc network keychain logging platform text auth',
  ipc: 'updates window app workspaces desktop chat settings oidc network keychain logging platform text auth',
  updates: 'chat settings oidc network keychain logging platform text auth',
  window: 'chat settings oidc network keychain logging platform text auth',
  app: 'chat settings oidc network keychain logging platform text auth',
  workspaces: 'chat settings oidc network keychain logging platform text auth',
  desktop: 'chat settings oidc network keychain logging platform text auth',
  chat: 'network keychain logging platform text auth',
  settings: 'network keychain logging platform text auth',
  oidc: 'network keychain logging platform text auth',
  network: 'logging platform text auth',
  keychain: 'logging platform text auth',
  logging: 'text auth',
  platform: 'text auth',
  text: 'auth',
  auth: '',
}

/** They make everything and may import everything. */
const composition = ['main/index.ts', 'main/app/composition.ts']

/** The imports that run against the directions. */
function refused(graph: ImportGraph): string[] {
  return [...graph].flatMap(([path, imports]) =>
    imports
      .filter((imported) => !composition.includes(path) && !isAllowed(path, imported))
      .map((imported) => `${path} imports ${imported}`),
  )
}

function isAllowed(path: string, imported: string): boolean {
  if (!imported.startsWith('main/')) return true
  const [from, to] = [folderOf(path), folderOf(imported)]
  return from === to || (allowed[from] ?? '').split(' ').includes(to)
}

function folderOf(path: string): string {
  return path.split('/')[1] ?? ''
}

/** The rows of the table in docs/architecture.md: a folder imports only from the rows below its own. */
function documentedRows(): string[][] {
  const [, table = ''] = readFileSync('docs/architecture.md', 'utf8').split('## Directions')
  return [...table.matchAll(/^\| \d+ +\|([^|]+)\|/gm)].map(([, cell = '']) =>
    [...cell.matchAll(/`([a-zA-Z]+)`/g)].map(([, name = '']) => name),
  )
}

describe('the folders of main', () => {
  test('import each other only in the allowed directions', () => {
    assert.deepEqual(refused(readImports(['main'])), [])
  })

  test('are all in the table', () => {
    const folders = readdirSync('main', { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'pictures')
      .map(({ name }) => name)
    assert.deepEqual(folders.sort(), Object.keys(allowed).sort())
    assert.deepEqual(documentedRows().flat().sort(), Object.keys(allowed).sort())
  })

  const rows = documentedRows()
  const rowOf = (folder: string) => rows.findIndex((row) => row.includes(folder))
  const folders = Object.keys(allowed)
  for (const from of folders) {
    for (const to of folders.filter((folder) => folder !== from)) {
      const isDocumented = rowOf(from) < rowOf(to)
      test(`${from} ${isDocumented ? 'may' : 'must not'} import ${to}`, () => {
        const path = `main/${from}/x.ts`
        const source = `import type { X } from '../${to}/y.ts'`
        const found = refused(new Map([[path, importsOf(path, source)]]))
        assert.deepEqual(found, isDocumented ? [] : [`${path} imports main/${to}/y.ts`])
      })
    }
  }

  test('are composed by two files, which import everything', () => {
    const source = `import { x } from '../developer/x.ts'`
    const path = 'main/app/composition.ts'
    assert.deepEqual(refused(new Map([[path, importsOf(path, source)]])), [])
    const other = 'main/app/quit.ts'
    assert.equal(refused(new Map([[other, importsOf(other, source)]])).length, 1)
  })
})

describe('an import', () => {
  const forms = [
    `import { x } from '../b.ts'`,
    `import type { X } from '../b.ts'`,
    `import '../b.ts'`,
    `export { x } from '../b.ts'`,
    `export type * from '../b.ts'`,
    `export const x = await import('../b.ts')`,
    `export type X = typeof import('../b.ts')`,
    `export type X = import('../b.ts').X`,
  ]
  for (const source of forms) {
    test(`is found in ${source}`, () => {
      assert.deepEqual(importsOf('main/a/a.ts', source), ['main/b.ts'])
    })
  }
})
