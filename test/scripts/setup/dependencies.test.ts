import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isInstalled, missingPackages } from '../../../scripts/setup/dependencies.mjs'
import { temporaryFolder } from '../temporary.ts'

const root = { version: '0.1.0' }
const jose = { version: '6.2.18', integrity: 'sha512-jose' }
const lock = { packages: { '': root, 'node_modules/jose': jose } }

test('nothing is missing when each package is there in its version', () => {
  assert.deepEqual(missingPackages(lock, { packages: { 'node_modules/jose': jose } }), [])
})

test('a package that is absent, older, or other than locked is missing', () => {
  const older = { ...jose, version: '6.2.17' }
  const other = { ...jose, integrity: 'sha512-other' }
  assert.deepEqual(missingPackages(lock, { packages: {} }), ['node_modules/jose'])
  for (const present of [older, other]) {
    const installed = { packages: { 'node_modules/jose': present } }
    assert.deepEqual(missingPackages(lock, installed), ['node_modules/jose'])
  }
})

test("another platform's package may be absent, but an old one of this platform may not stay", () => {
  const optional = { version: '2.0.0', integrity: 'sha512-new', optional: true }
  const wanted = { packages: { 'node_modules/binding': optional } }
  const stale = { packages: { 'node_modules/binding': { ...optional, version: '1.0.0' } } }
  assert.deepEqual(missingPackages(wanted, { packages: {} }), [])
  assert.deepEqual(missingPackages(wanted, stale), ['node_modules/binding'])
})

test("a checkout is installed once npm's own record of node_modules agrees with the lock file", (t) => {
  const installed = temporaryFolder(t, {
    'package-lock.json': JSON.stringify(lock),
    'node_modules/.package-lock.json': JSON.stringify({ packages: { 'node_modules/jose': jose } }),
  })
  const fresh = temporaryFolder(t, { 'package-lock.json': JSON.stringify(lock) })
  const cutShort = temporaryFolder(t, {
    'package-lock.json': JSON.stringify(lock),
    'node_modules/jose/package.json': '{}',
    'node_modules/.package-lock.json': '{"packages": {"node_mod',
  })
  assert.equal(isInstalled(installed), true)
  assert.equal(isInstalled(fresh), false)
  assert.equal(isInstalled(cutShort), false)
})

test('a damaged lock file is said to be one', (t) => {
  const damaged = temporaryFolder(t, { 'package-lock.json': '<<<<<<< ours' })
  assert.throws(() => isInstalled(damaged), /package-lock\.json is missing or damaged/)
})
