import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { en } from '../../../main/text/en.ts'
import { openWorkspaceFile } from '../../../main/workspaces/workspaceFile.ts'

let folder = ''
before(async () => (folder = await mkdtemp(join(tmpdir(), 'latchkey-file-'))))
after(() => rm(folder, { recursive: true }))

const acme = { name: 'Acme', apiKey: 'key', serverUrl: 'https://chat.acme.example' }

/** The person chooses a file with this content. */
async function choose(content: unknown) {
  const path = join(folder, 'workspace.json')
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return open(path)
}

function open(path: string) {
  return openWorkspaceFile(async () => ({ canceled: false, filePaths: [path] }), en.workspaces)
}

test('the workspace of a configuration file is read, and nothing else of it', async () => {
  const file = {
    ...acme,
    tokenService: { url: 'https://api.acme.example/token', signIn: 'none', signOut: 'delete' },
    developerMode: true,
    updates: { url: 'https://updates.acme.example/' },
  }
  assert.deepEqual(await choose(file), {
    name: 'Acme',
    apiKey: 'key',
    serverUrl: 'https://chat.acme.example',
    tokenServiceUrl: 'https://api.acme.example/token',
    signIn: 'none',
    signOut: 'delete',
  })
})

test('a file without a token service, written on Windows, is read', async () => {
  assert.deepEqual(await choose(`\uFEFF${JSON.stringify(acme)}`), {
    ...acme,
    tokenServiceUrl: '',
    signIn: 'password',
    signOut: 'none',
  })
})

test('without a choice, or without a window to ask in, there is no workspace', async () => {
  assert.equal(
    await openWorkspaceFile(async () => ({ canceled: true, filePaths: [] }), en.workspaces),
    null,
  )
  assert.equal(await openWorkspaceFile(async () => null, en.workspaces), null)
})

for (const [content, reason] of [
  ['not JSON', 'it is not JSON'],
  ['null', 'it is not a JSON object'],
  [{ ...acme, apiKey: undefined }, 'the field “apiKey” is missing'],
  [{ ...acme, name: '' }, 'the field “name” is empty'],
  [{ ...acme, serverUrl: 'http://chat.acme.example' }, /^the field “serverUrl” must start with/],
  [{ ...acme, tokenService: { url: 'ftp://a.b' } }, /^the field “tokenService.url” must start/],
  [{ ...acme, apiSecret: 'hush' }, 'the field “apiSecret” is unknown'],
  ['x'.repeat(1_000_001), 'it is over 1000000 bytes'],
] as const) {
  test(`a file that is wrong is refused: ${reason}`, async () => {
    await assert.rejects(choose(content), (error: { code: string; about: { text: string } }) => {
      assert.equal(error.code, 'fileUnusable')
      if (typeof reason === 'string') assert.equal(error.about.text, reason)
      else assert.match(error.about.text, reason)
      return true
    })
  })
}

test('a folder, a missing file and a pipe are refused, and a pipe is not waited for', async () => {
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])
  for (const [path, text] of [
    [folder, 'it is not a file'],
    [pipe, 'it is not a file'],
    [join(folder, 'missing.json'), 'it cannot be read'],
  ] as const) {
    await assert.rejects(open(path), { code: 'fileUnusable', about: { text } })
  }
})
