import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as v from 'valibot'
import { readAddress } from '../network/address.ts'
import { Failure } from '../auth/errors.ts'
import { redact } from '../logging/redact.ts'
import { readBoundedFile } from '../platform/boundedFile.ts'
import { switchValue } from '../platform/commandLine.ts'
import { readScopes } from './scopes.ts'
import type { SavedWorkspace } from './settings.ts'

/** The content of a team's configuration file. */
export type Configuration =
  | { kind: 'none' }
  /**
   * `feed`: the address of the folder that updates come from; null: there are none. `isShipped`: it came with the app
   * instead of the command line or the environment.
   */
  | {
      kind: 'read'
      workspace: SavedWorkspace
      developerMode: boolean
      feed: string | null
      isShipped?: boolean
    }
  /** `problem` is a sentence that names the file and the field. */
  | { kind: 'wrong'; problem: string }

/** Where to look for the file, in this order: `--config=FILE`, `LATCHKEY_CONFIG`, the app's resources. */
export interface ConfigurationPlaces {
  argv: readonly string[]
  env: NodeJS.ProcessEnv
  resources: string
  cwd: string
  /** The file's text; null when there is no such file. */
  read(path: string): string | null
}

/** The size limit of a configuration file; one has a few hundred bytes. */
export const mostBytes = 1_000_000

const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))
const address = v.pipe(v.string(), v.maxLength(2_000))

const file = v.strictObject({
  name,
  apiKey: name,
  serverUrl: address,
  tokenService: v.optional(
    v.strictObject({
      url: address,
      signIn: v.optional(v.picklist(['password', 'none', 'oidc']), 'password'),
      signOut: v.exactOptional(v.picklist(['none', 'delete'])),
      issuer: v.optional(address),
      clientId: v.optional(name),
      scopes: v.optional(name),
      audience: v.optional(name),
      prompt: v.optional(v.picklist(['consent', 'login', 'select_account'])),
    }),
  ),
  pictures: v.optional(v.pipe(v.array(address), v.maxLength(20)), []),
  developerMode: v.optional(v.boolean(), false),
  updates: v.optional(v.strictObject({ url: address })),
})

/** Finds and reads the configuration. Never throws: a wrong file is told, and the app starts without it. */
export function readConfiguration(places: ConfigurationPlaces): Configuration {
  const named = switchValue(places.argv, 'config') ?? places.env['LATCHKEY_CONFIG']
  const path = named ? resolve(places.cwd, named) : join(places.resources, 'latchkey.json')
  let text
  try {
    text = places.read(path)
  } catch (error) {
    return wrong(path, error instanceof Error ? error.message : 'it cannot be read')
  }
  if (text === null) return named ? wrong(path, 'there is no such file') : { kind: 'none' }
  const read = parseConfiguration(text)
  return read.kind === 'read' ? { ...read, isShipped: !named } : wrong(path, read.reason)
}

/** Where this run looks for it. */
export function configurationPlaces({
  argv,
  env,
  resourcesPath,
  cwd,
}: NodeJS.Process): ConfigurationPlaces {
  const read = (path: string) => (existsSync(path) ? readBoundedFile(path, mostBytes) : null)
  return { argv, env, resources: resourcesPath, cwd: cwd(), read }
}

/** The content of a configuration file, or the reason why it cannot be used: a part of a sentence that names the field. */
export type ParsedConfiguration =
  | Extract<Configuration, { kind: 'read' }>
  | { kind: 'wrong'; reason: string }

/** Reads the text of a configuration file. */
export function parseConfiguration(text: string): ParsedConfiguration {
  let json: unknown
  try {
    // Editors on Windows begin a file with a byte order mark, which JSON does not know.
    json = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return because('it is not JSON')
  }
  const read = v.safeParse(file, json)
  if (!read.success) return because(describe(read.issues[0]))
  const { name, apiKey, serverUrl, tokenService, pictures, developerMode, updates } = read.output
  const addresses = {
    serverUrl,
    'tokenService.url': tokenService?.url,
    'tokenService.issuer': tokenService?.issuer,
    'updates.url': updates?.url,
    ...Object.fromEntries(pictures.map((address, index) => [`pictures.${index}`, address])),
  }
  for (const [field, address] of Object.entries(addresses)) {
    const reason = address === undefined ? null : whatIsWrong(address)
    if (reason !== null) return because(`the field “${field}” ${reason}`)
  }
  const service = tokenService === undefined ? null : readService(tokenService)
  if (typeof service === 'string') return because(service)
  const fields = { name, apiKey, serverUrl, tokenService: service }
  const workspace = pictures.length === 0 ? fields : { ...fields, pictures }
  return { kind: 'read', workspace, developerMode, feed: updates?.url.trim() ?? null }
}

type WrittenService = NonNullable<v.InferOutput<typeof file>['tokenService']>

/** The fields of single sign-on, which are for `"signIn": "oidc"` alone. */
const singleSignOnFields = ['issuer', 'clientId', 'scopes', 'audience', 'prompt'] as const

/** The token service, or the fault of a field. */
function readService(service: WrittenService): SavedWorkspace['tokenService'] | string {
  const { url, signIn, signOut, issuer, clientId } = service
  if (signIn !== 'oidc') {
    const stray = singleSignOnFields.find((field) => service[field] !== undefined)
    if (stray !== undefined) return `the field “tokenService.${stray}” needs "signIn": "oidc"`
    return { url, signIn, ...(signOut === undefined ? {} : { signOut }) }
  }
  if (signOut !== undefined) {
    return 'the field “tokenService.signOut” is for other values of “signIn” than "oidc"'
  }
  if (issuer === undefined) return 'the field “tokenService.issuer” is missing'
  if (clientId === undefined) return 'the field “tokenService.clientId” is missing'
  if (new URL(issuer).search !== '') {
    return 'the field “tokenService.issuer” must not contain a “?”'
  }
  const scopes = readScopes(service.scopes ?? '')
  if (scopes === null) {
    return 'the field “tokenService.scopes” has a character that no scope can have'
  }
  const { audience = null, prompt = null } = service
  return { url, signIn, issuer: issuer.trim(), clientId, scopes, audience, prompt }
}

function describe(issue: v.InferIssue<typeof file>): string {
  const field = v.getDotPath(issue)
  if (field === null) return 'it is not a JSON object'
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    return `the field “${field}” is unknown`
  }
  if (issue.received === 'undefined') return `the field “${field}” is missing`
  if (issue.type === 'min_length') return `the field “${field}” is empty`
  if (issue.type === 'max_length') return `the field “${field}” is too long`
  return `the field “${field}” must be ${issue.expected ?? 'different'}, but is ${issue.received}`
}

/** The fault of an address, as the rest of a sentence after its name; null when it is valid. */
function whatIsWrong(address: string): string | null {
  try {
    readAddress(address, 'serverUrl')
    return null
  } catch (error) {
    if (!(error instanceof Failure)) return 'is wrong'
    return error.message.replace('The field serverUrl ', '').replace(/\.$/, '')
  }
}

/** The reason can quote the file, and in the place of a word there may be a secret or a whole other file. */
function because(reason: string): { kind: 'wrong'; reason: string } {
  return { kind: 'wrong', reason: redact(reason) }
}

function wrong(path: string, reason: string): Configuration {
  return { kind: 'wrong', problem: `The configuration ${path} is not used: ${redact(reason)}.` }
}
