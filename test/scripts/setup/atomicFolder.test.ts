import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { makeFolder } from '../../../scripts/setup/atomicFolder.mjs'
import { temporaryFolder } from '../temporary.ts'

test('a folder takes its place when it is finished, and nothing else stays', async (t) => {
  const parent = temporaryFolder(t)
  await makeFolder(path.join(parent, 'runtime'), 'electron', async (temporary) => {
    const made = madeIn(temporary, 'first')
    assert.equal(readdirSync(parent).includes('runtime'), false)
    return made
  })
  assert.deepEqual(readdirSync(parent), ['runtime'])
  assert.equal(content(parent), 'first')
})

test('a failure leaves nothing behind', async (t) => {
  const parent = temporaryFolder(t)
  const making = makeFolder(path.join(parent, 'runtime'), 'electron', async (temporary) => {
    madeIn(temporary, 'half')
    throw new Error('no space left')
  })
  await assert.rejects(making, /no space left/)
  assert.deepEqual(readdirSync(parent), [])
})

test('of two runs at once the first keeps its place and the second does not fail', async (t) => {
  const parent = temporaryFolder(t)
  const place = path.join(parent, 'runtime')
  await makeFolder(place, 'electron', async (slow) => {
    await makeFolder(place, 'electron', async (quick) => madeIn(quick, 'quick'))
    return madeIn(slow, 'slow')
  })
  assert.deepEqual(readdirSync(parent), ['runtime'])
  assert.equal(content(parent), 'quick')
})

test('a folder that lacks its proof is replaced', async (t) => {
  const parent = temporaryFolder(t, { 'runtime/leftover': '' })
  await makeFolder(path.join(parent, 'runtime'), 'electron', async (temporary) =>
    madeIn(temporary, 'whole'),
  )
  assert.deepEqual(readdirSync(path.join(parent, 'runtime')), ['electron'])
  assert.equal(content(parent), 'whole')
})

test('a folder that another run is making is left alone', async (t) => {
  const parent = temporaryFolder(t, { 'making-abc/package.tgz': '' })
  await makeFolder(path.join(parent, 'runtime'), 'electron', async (temporary) =>
    madeIn(temporary, 'whole'),
  )
  assert.deepEqual(readdirSync(parent).sort(), ['making-abc', 'runtime'])
})

test('the folder that a killed run left a day ago is removed', async (t) => {
  const parent = temporaryFolder(t, { 'making-abc/package.tgz': '', 'kept/by-somebody-else': '' })
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 25 * 60 * 60 * 1000 })
  await makeFolder(path.join(parent, 'runtime'), 'electron', async (temporary) =>
    madeIn(temporary, 'whole'),
  )
  assert.deepEqual(readdirSync(parent).sort(), ['kept', 'runtime'])
})

function madeIn(temporary: string, text: string): string {
  const made = path.join(temporary, 'made')
  mkdirSync(made)
  writeFileSync(path.join(made, 'electron'), text)
  return made
}

function content(parent: string): string {
  return readFileSync(path.join(parent, 'runtime', 'electron'), 'utf8')
}
