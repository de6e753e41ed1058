import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'

/** Calls and attributes that must not exist, with a line that has one and the files that may. */
const forbidden: [name: string, pattern: RegExp, example: string, allowed?: string[]][] = [
  [
    'an address opened in another program',
    /\bopenExternal\b/,
    'void shell.openExternal(address)',
    // The sign-in page of the configured identity provider, and a link of a message that the person clicks: an http or https
    // address, which the schema of the call checks.
    [
      'main/desktop/desktop.ts',
      'main/ipc/desktopHandlers.ts',
      'main/oidc/systemBrowser.ts',
      'main/workspaces/open.ts',
    ],
  ],
  ['a webview', /<webview|allowpopups/i, '<webview src="https://example.com/" allowpopups>'],
  ['markup made of text', /innerHTML|outerHTML|insertAdjacentHTML/, 'element.innerHTML = text'],
  ['code made of text', /\beval\(|new Function\(|\bexecuteJavaScript\b/, 'eval(text)'],
  [
    'a script of a kind that the policy forbids',
    /unsafe-(inline|eval)/,
    "script-src 'unsafe-inline'",
  ],
]

function sourceFiles(): string[] {
  return ['main', 'preload', 'renderer'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|tsx|html)$/.test(name))
      .map((name) => join(folder, name)),
  )
}

describe('the source of the app has nowhere', () => {
  const files = sourceFiles().map((path) => ({ path, text: readFileSync(path, 'utf8') }))
  assert.ok(files.length > 200)

  for (const [name, pattern, example, allowed = []] of forbidden) {
    test(name, () => {
      assert.match(example, pattern)
      const found = files.filter(({ text }) => pattern.test(text)).map(({ path }) => path)
      assert.deepEqual(found.map((path) => path.replaceAll('\\', '/')).sort(), allowed)
    })
  }
})
