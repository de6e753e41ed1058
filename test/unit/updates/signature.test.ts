import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { verifySignature } from 'electron-updater/out/windowsExecutableCodeSignatureVerifier.js'
import { failClosed, type Verify } from '../../../main/updates/signature.ts'

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const saw = 'LiteralPath: C:\\new.exe. Update Path: C:\\new.exe'

/** The answer to a check that says these lines. */
function answer(infos: string[], warnings: string[], verdict: string | null) {
  const verify: Verify = async (_publishers, _file, logger) => {
    for (const line of infos) logger.info(line)
    for (const line of warnings) logger.warn(line)
    return verdict
  }
  return failClosed(verify, silent)(['Acme'], 'C:\\new.exe')
}

test('a signature that was seen and is good passes', async () => {
  assert.equal(await answer([saw], [], null), null)
  assert.equal(await answer([saw], ['Signature validated using only CN Acme.'], null), null)
})

test('a signature of somebody else does not', async () => {
  assert.equal(await answer([saw], [], 'publisherNames: Acme'), 'publisherNames: Acme')
})

test('a check that could not look, or not everywhere, does not pass, though it says so', async () => {
  const could = 'Ignoring signature validation due to unsupported powershell version.'
  const path = 'Unable to verify LiteralPath. Skipping this step of validation.'
  for (const [infos, warnings] of [
    [[], []],
    [[], [could]],
    [[saw], [could]],
    [[saw], [path]],
  ] as const) {
    assert.match(String(await answer([...infos], [...warnings], null)), /could not be checked/)
  }
})

// Here there is no PowerShell, which is the case in question.
const noPowerShell = { skip: process.platform === 'win32' ? 'here it can look' : false }

test(
  "electron-updater's own check lets anything pass where PowerShell is missing; ours does not",
  noPowerShell,
  async (t) => {
    // Its command is for Windows: elsewhere it leaves a file named NUL where it is run.
    const before = process.cwd()
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-authenticode-'))
    t.after(() => {
      process.chdir(before)
      rmSync(folder, { recursive: true })
    })
    process.chdir(folder)
    assert.equal(await verifySignature(['Acme'], '/tmp/new.exe', silent), null)
    const check = failClosed(verifySignature, silent)
    assert.match(String(await check(['Acme'], '/tmp/new.exe')), /could not be checked/)
  },
)
