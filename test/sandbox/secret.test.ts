import assert from 'node:assert/strict'
import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { test } from 'node:test'

import { keepSecret, secretFile } from '../../sandbox/secret.ts'

const hasModes = process.platform !== 'win32'

async function freshFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-secret-'))
  t.after(() => rm(folder, { recursive: true }))
  return join(folder, 'deep', 'state')
}

test('a secret is made once and kept', async (t) => {
  const folder = await freshFolder(t)
  const secret = await keepSecret(folder)
  assert.match(secret, /^[\w-]{43}$/)
  assert.equal(await keepSecret(folder), secret)
  assert.deepEqual(await readdir(folder), ['sandbox-secret'])
})

test('another folder has another secret', async (t) => {
  assert.notEqual(await keepSecret(await freshFolder(t)), await keepSecret(await freshFolder(t)))
})

test('the folder and the file are for the eyes of their owner', { skip: !hasModes }, async (t) => {
  const folder = await freshFolder(t)
  await keepSecret(folder)
  assert.equal((await stat(folder)).mode & 0o777, 0o700)
  assert.equal((await stat(secretFile(folder))).mode & 0o777, 0o600)
})

test('a file that others could read is closed to them', { skip: !hasModes }, async (t) => {
  const folder = await freshFolder(t)
  await keepSecret(folder)
  await chmod(secretFile(folder), 0o644)
  await keepSecret(folder)
  assert.equal((await stat(secretFile(folder))).mode & 0o777, 0o600)
})

for (const [what, content] of [
  ['empty', ''],
  ['cut short', 'abc'],
  ['something else', 'x'.repeat(100)],
]) {
  test(`a file that is ${what} is replaced by a new secret`, async (t) => {
    const folder = await freshFolder(t)
    await keepSecret(folder)
    await writeFile(secretFile(folder), content ?? '')
    const secret = await keepSecret(folder)
    assert.match(secret, /^[\w-]{43}$/)
    assert.equal(await readFile(secretFile(folder), 'utf8'), secret)
    assert.deepEqual(await readdir(folder), ['sandbox-secret'])
  })
}

test('twenty that start at once in a new folder get the same secret', async (t) => {
  const folder = await freshFolder(t)
  const secrets = await Promise.all(Array.from({ length: 20 }, () => keepSecret(folder)))
  assert.equal(new Set(secrets).size, 1)
  assert.deepEqual(await readdir(folder), ['sandbox-secret'])
})

test('a folder that is a file rejects with the error of the system', async (t) => {
  const folder = await freshFolder(t)
  await keepSecret(folder)
  await assert.rejects(keepSecret(secretFile(folder)), { code: 'EEXIST' })
})
