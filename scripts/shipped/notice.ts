import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAllowed } from './licence.ts'

/** The notice of a shipped package. */
export interface Notice {
  /** Its own name, which for an alias is not that of its folder. */
  name: string
  version: string
  /** An SPDX expression. */
  licence: string
  /** The licence, and the package's notice if it has one. */
  text: string
}

/**
 * Reads the notice of the package in a folder.
 *
 * @throws Error when it may not be shipped: its licence is not on the list, or has no text to pass on
 */
export function readNotice(folder: string): Notice {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string
    version: string
    license?: string
  }
  const { name, version, license: licence = 'none' } = manifest
  if (!isAllowed(licence)) {
    throw new Error(`${name} would be shipped, but its licence is not allowed: ${licence}.`)
  }
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
  const owner = files.length === 0 && licence === 'MIT' ? withoutText[`${name} ${version}`] : null
  if (owner) return { name, version, licence, text: mitFor(owner) }
  if (files.length === 0) throw new Error(`${name} would be shipped, but has no licence text.`)
  const texts = files.toSorted().map((file) => readFileSync(join(folder, file), 'utf8').trim())
  return { name, version, licence, text: texts.join('\n\n') }
}

/** Packages under MIT that do not bring the text along, each looked at by hand, and whose they are by their package.json. */
const withoutText: Record<string, string> = { 'lazy-val 1.0.5': 'Vladimir Krivosheev' }

/** The text of MIT, which is ours as well, with another name. */
function mitFor(owner: string): string {
  const text = readFileSync('LICENSE', 'utf8').trim()
  return text.replace(/^Copyright .*$/m, `Copyright (c) ${owner}`)
}
