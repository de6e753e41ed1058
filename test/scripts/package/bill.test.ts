import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Ajv } from 'ajv'
import { makeBill, type Lock } from '../../../scripts/package/bill.ts'
import type { Notice } from '../../../scripts/shipped/notice.ts'

const schemas = 'node_modules/@cyclonedx/cyclonedx-library/res/schema'

const notices: Notice[] = [
  { name: '@github/keytar', version: '7.10.6', licence: 'MIT', text: '' },
  { name: 'conf', version: '15.1.0', licence: '(MIT OR CC0-1.0)', text: '' },
  { name: 'electron', version: '45.4.1', licence: 'MIT', text: '' },
  { name: 'electron-store', version: '11.0.2', licence: 'MIT', text: '' },
]

const integrity = `sha512-${Buffer.alloc(64, 7).toString('base64')}`
const lock: Lock = {
  packages: {
    '': {
      version: '0.1.0',
      dependencies: { keytar: 'npm:@github/keytar@7.10.6' },
      devDependencies: { 'electron-store': '11.0.2', electron: '45.4.1', oxlint: '1.89.0' },
    },
    'node_modules/keytar': { name: '@github/keytar', version: '7.10.6', integrity },
    'node_modules/conf': { version: '14.0.0', integrity },
    'node_modules/electron-store/node_modules/conf': { version: '15.1.0', integrity },
    'node_modules/electron': { version: '45.4.1', integrity },
    'node_modules/electron-store': {
      version: '11.0.2',
      integrity,
      dependencies: { conf: '^15.0.0', 'type-fest': '^5.0.0' },
    },
  },
}

interface Bill {
  specVersion: string
  components: { name: string; version: string; purl: string; type: string; hashes?: unknown[] }[]
  dependencies: { ref: string; dependsOn?: string[] }[]
}

function bill(): Bill {
  return JSON.parse(makeBill(notices, lock, '33.2.1')) as Bill
}

test('the bill keeps to the schema of CycloneDX 1.6', () => {
  const file = (name: string) => `${name}.SNAPSHOT.schema.json`
  const read = (name: string) =>
    JSON.parse(readFileSync(`${schemas}/${file(name)}`, 'utf8')) as object
  // Formats are beyond this: the addresses and times come from the library.
  const ajv = new Ajv({ strict: false, validateFormats: false })
  for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs']) {
    ajv.addSchema(read(name), `http://cyclonedx.org/schema/${file(name)}`)
  }
  const isValid = ajv.compile(read('bom-1.6'))
  assert.ok(isValid(bill()), JSON.stringify(isValid.errors))
  assert.ok(!isValid({ ...bill(), components: [{ name: 'without a type' }] }))
})

test('it names each package as the registry does, with its hash', () => {
  const { components, specVersion } = bill()
  assert.equal(specVersion, '1.6')
  assert.deepEqual(
    components.map(({ purl }) => purl),
    [
      'pkg:npm/%40github/keytar@7.10.6',
      'pkg:npm/conf@15.1.0',
      'pkg:npm/electron-store@11.0.2',
      'pkg:npm/electron@33.2.1',
    ],
  )
  const keytar = components.find(({ name }) => name === 'keytar')
  assert.deepEqual(keytar?.hashes, [{ alg: 'SHA-512', content: '07'.repeat(64) }])
})

test('Electron is the one inside, whatever the version of its package, whose hash is not its own', () => {
  const electron = bill().components.find(({ name }) => name === 'electron')
  assert.deepEqual(
    [electron?.version, electron?.type, electron?.hashes],
    ['33.2.1', 'framework', undefined],
  )
})

test('it says who has asked for what, and leaves out what is not shipped', () => {
  const asked = new Map(bill().dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]))
  assert.deepEqual(asked.get('latchkey'), [
    '@github/keytar@7.10.6',
    'electron-store@11.0.2',
    'electron@33.2.1',
  ])
  assert.deepEqual(asked.get('electron-store@11.0.2'), ['conf@15.1.0'])
})

test('a package that is not in the lock file is not passed over', () => {
  const stranger = { name: 'stranger', version: '1.0.0', licence: 'MIT', text: '' }
  assert.throws(() => makeBill([stranger], lock, '45.4.1'), /stranger 1\.0\.0 is shipped, but not/)
})
