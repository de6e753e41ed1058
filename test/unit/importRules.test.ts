import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'

/** [importing file, what it imports, may it?] The dependency rule of docs/architecture.md, cell by cell. */
const rule: [from: string, what: string, allowed: boolean][] = [
  ['main/auth/x.ts', './token/token.ts', true],
  ['main/auth/x.ts', '../platform/clock.ts', false],
  ['main/auth/x.ts', 'node:fs', false],
  ['main/auth/x.ts', 'electron', false],
  ['main/auth/x.ts', 'jose', false],
  ['main/auth/token/x.ts', './base64.ts', true],
  ['main/auth/token/x.ts', '../errors.ts', true],
  ['main/auth/token/x.ts', '../../platform/clock.ts', false],
  ['main/auth/token/x.ts', 'node:fs', false],
  ['main/auth/token/x.ts', 'jose', false],
  ['main/window/x.ts', '../auth/errors.ts', true],
  ['main/window/x.ts', '../../preload/contract.ts', true],
  ['main/window/x.ts', 'node:fs', true],
  ['main/window/x.ts', '../../preload/index.ts', false],
  ['main/window/x.ts', '../../preload/desktop.ts', false],
  ['main/window/x.ts', '../../renderer/text/labels.ts', false],
  ['main/window/x.ts', '../../sandbox/server.ts', false],
  ['main/window/x.ts', 'electron', false],
  ['main/keychain/x.ts', 'keytar', false],
  ['main/developer/serviceCheck/x.ts', '../../auth/token/token.ts', true],
  ['main/developer/serviceCheck/x.ts', '../../../preload/contract.ts', true],
  ['main/developer/serviceCheck/x.ts', '../../../preload/index.ts', false],
  ['main/developer/serviceCheck/x.ts', '../../../sandbox/server.ts', false],
  ['main/developer/serviceCheck/x.ts', 'electron', false],
  ['main/network/x.ts', 'electron', false],
  ['main/network/x.ts', '../auth/errors.ts', true],
  ['main/index.ts', 'electron', true],
  ['main/app/composition.ts', 'electron', true],
  ['main/app/start.ts', 'electron', false],
  ['sandbox/x.ts', './users.ts', true],
  ['sandbox/x.ts', 'jose', true],
  ['sandbox/x.ts', '../main/auth/token/token.ts', false],
  ['sandbox/x.ts', 'electron', false],
  ['preload/x.ts', 'electron', true],
  ['preload/x.ts', './contract.ts', true],
  ['preload/x.ts', './chat.ts', true],
  ['preload/x.ts', './desktop.ts', true],
  ['preload/x.ts', '../main/ipc/ipc.ts', false],
  ['preload/x.ts', 'valibot', false],
  ['preload/x.ts', '../sandbox/faultList.ts', false],
  ['preload/developer.ts', './token.ts', true],
  ['preload/developer.ts', '../sandbox/faultList.ts', true],
  ['preload/developer.ts', '../sandbox/server.ts', false],
  ['preload/x.ts', '../main/auth/errors.ts', false],
  ['preload/errorCode.ts', '../main/auth/errors.ts', true],
  ['preload/errorCode.ts', '../main/auth/session.ts', false],
  ['preload/errorCode.ts', '../main/ipc/ipc.ts', false],
  ['renderer/x.ts', '../preload/contract.ts', true],
  ['renderer/x.ts', '../preload/index.ts', false],
  ['renderer/x.ts', '../preload/chat.ts', false],
  ['renderer/x.ts', '../preload/check.ts', false],
  ['renderer/x.ts', '../main/auth/token/token.ts', false],
  ['renderer/x.ts', 'preact/hooks', true],
  ['renderer/x.ts', '@preact/signals', true],
  ['renderer/x.ts', 'electron', false],
  ['renderer/x.ts', 'node:fs', false],
  ['renderer/screens/x.tsx', '../../preload/contract.ts', true],
  ['renderer/screens/x.tsx', '../../preload/index.ts', false],
  ['renderer/screens/x.tsx', '../../main/auth/token/token.ts', false],
]

test('the linter refuses each import that crosses a boundary, and no other', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-imports-'))
  try {
    await copyFile('.oxlintrc.json', join(folder, '.oxlintrc.json'))
    const refused = await Promise.all(
      rule.map(async ([from, what], row) => {
        const file = join(folder, `${row}`, from)
        await mkdir(dirname(file), { recursive: true })
        await copyFile('.oxlintrc.json', join(folder, `${row}`, '.oxlintrc.json'))
        await writeFile(file, `import { thing } from '${what}'\n\nexport const kept = thing\n`)
        return lintFinds(join(folder, `${row}`))
      }),
    )
    const found = rule.map(([from, what], row) => `${from} <- ${what}: ${!refused[row]}`)
    assert.deepEqual(
      found,
      rule.map(([from, what, allowed]) => `${from} <- ${what}: ${allowed}`),
    )
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('the linter refuses a circle of imports, even of types', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-imports-'))
  try {
    await copyFile('.oxlintrc.json', join(folder, '.oxlintrc.json'))
    await writeFile(
      join(folder, 'a.ts'),
      `import type { B } from './b.ts'\n\nexport type A = B[]\n`,
    )
    await writeFile(join(folder, 'b.ts'), `export type B = string\n`)
    assert.equal(await lintFinds(folder, 'no-cycle'), false)
    await writeFile(
      join(folder, 'b.ts'),
      `import type { A } from './a.ts'\n\nexport type B = A[]\n`,
    )
    assert.equal(await lintFinds(folder, 'no-cycle'), true)
  } finally {
    await rm(folder, { recursive: true })
  }
})

function lintFinds(folder: string, finding = 'no-restricted-imports'): Promise<boolean> {
  const oxlint = join(process.cwd(), 'node_modules', 'oxlint', 'bin', 'oxlint')
  return new Promise((resolve) => {
    execFile(process.execPath, [oxlint, '-f', 'unix', '.'], { cwd: folder }, (_, stdout) => {
      resolve(stdout.includes(finding))
    })
  })
}
