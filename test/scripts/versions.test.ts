import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

interface Manifest {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
}

interface Lock {
  packages: Record<string, { integrity?: string; resolved?: string; link?: boolean }>
}

test('every dependency is asked for in one exact version', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest
  for (const [name, version] of Object.entries({
    ...manifest.dependencies,
    ...manifest.devDependencies,
  })) {
    assert.match(version, /^(npm:@?[\w/-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/, name)
  }
})

test('the lock file knows every package by its content, and none by an address', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock
  for (const [folder, { integrity, resolved }] of Object.entries(packages)) {
    if (folder === '') continue
    assert.match(integrity ?? '', /^sha512-/, folder)
    assert.equal(resolved, undefined, folder)
  }
})
