import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Contrib, Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library'
import type { Notice } from '../shipped/notice.ts'

/** package-lock.json, as far as it matters here. */
export interface Lock {
  packages: Record<string, LockedPackage>
}

interface LockedPackage {
  /** Given where it is not that of the folder: an alias. */
  name?: string
  version?: string
  integrity?: string
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

/**
 * The bill of materials of what is shipped: CycloneDX 1.6 as JSON, in out/main/licences.json's packages. A generator that reads
 * package.json would either miss what is bundled, which stands among the development dependencies, or list every tool.
 *
 * @param electronVersion of the Electron inside, which can be other than that of its package
 * @see https://cyclonedx.org/docs/1.6/json/
 */
export function makeBill(notices: Notice[], lock: Lock, electronVersion: string): string {
  const bill = new Models.Bom({ serialNumber: Contrib.Bom.Utils.randomSerialNumber() })
  bill.metadata.timestamp = new Date()
  const root = lock.packages[''] ?? {}
  const app = new Models.Component(Enums.ComponentType.Application, 'latchkey', {
    bomRef: 'latchkey',
    ...(root.version ? { version: root.version } : {}),
  })
  bill.metadata.component = app

  const locked = notices.map((notice) => find(lock, notice))
  const components = notices.map((notice, index) =>
    notice.name === 'electron'
      ? componentOf({ ...notice, version: electronVersion }, null)
      : componentOf(notice, locked[index]?.entry.integrity ?? null),
  )
  for (const component of components) bill.components.add(component)

  /** Notes which of the shipped packages another one has asked for. */
  function link(from: Models.Component, asked: Record<string, string> = {}): void {
    for (const [index, component] of components.entries()) {
      const folder = locked[index]?.folder
      if (folder !== undefined && folder in asked) from.dependencies.add(component.bomRef)
    }
  }
  link(app, { ...root.dependencies, ...root.devDependencies })
  for (const [index, component] of components.entries()) {
    link(component, locked[index]?.entry.dependencies)
  }
  const factory = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6)
  return new Serialize.JsonSerializer(factory).serialize(bill, { sortLists: true, space: 1 })
}

/** Writes the bill of the built app beside what is handed out, and returns the file. */
export function writeBill(folder: string, electronVersion: string): string {
  const notices = JSON.parse(readFileSync('out/main/licences.json', 'utf8')) as Notice[]
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock
  const file = join(folder, `latchkey-${lock.packages['']?.version}.cdx.json`)
  writeFileSync(file, `${makeBill(notices, lock, electronVersion)}\n`)
  return file
}

function componentOf({ name, version, licence }: Notice, integrity: string | null) {
  const [, group, bare = name] = /^(@[^/]+)\/(.*)$/.exec(name) ?? []
  const purl = `pkg:npm/${group ? `${encodeURIComponent(group)}/` : ''}${bare}@${version}`
  const type = name === 'electron' ? Enums.ComponentType.Framework : Enums.ComponentType.Library
  const isOne = /^[\w.-]+$/.test(licence)
  const licences = [isOne ? new Models.SpdxLicense(licence) : new Models.LicenseExpression(licence)]
  const sha512 = integrity?.startsWith('sha512-')
    ? Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex')
    : null
  return new Models.Component(type, bare, {
    bomRef: `${name}@${version}`,
    version,
    purl,
    ...(group ? { group } : {}),
    licenses: new Models.LicenseRepository(licences),
    // Of the package as the registry has it.
    ...(sha512
      ? { hashes: new Models.HashDictionary([[Enums.HashAlgorithm['SHA-512'], sha512]]) }
      : {}),
  })
}

/** The lock file's entry of a package, and the name by which others ask for it. */
function find(lock: Lock, { name, version }: Notice) {
  for (const [path, entry] of Object.entries(lock.packages)) {
    const folder = path.split('node_modules/').at(-1) ?? ''
    if ((entry.name ?? folder) === name && entry.version === version) return { folder, entry }
  }
  throw new Error(`${name} ${version} is shipped, but not in package-lock.json.`)
}
