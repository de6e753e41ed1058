import type { WorkspaceFinding } from '../../preload/contract.ts'
import { Failure, toFailure, type FailureCode } from '../auth/errors.ts'
import { chatFailure, isOwnError } from '../chat/errors.ts'
import { readObject } from '../network/fields.ts'
import { requestJson, type HttpOptions } from '../network/http.ts'
import type { SavedWorkspace } from '../settings/settings.ts'

/** A person looks on. */
const timeoutMs = 10_000
const maxBytes = 1_000_000

export interface WorkspaceCheckTools {
  http: HttpOptions
  /** `name version` of this client. */
  client: string
  signal: AbortSignal
}

/**
 * Asks the servers of a workspace whether they are there, without any credential: the chat server for its app, which tells
 * whether the API key is accepted, and the token service with an empty request. Never throws.
 */
export async function checkWorkspace(
  workspace: SavedWorkspace,
  tools: WorkspaceCheckTools,
): Promise<WorkspaceFinding[]> {
  const { tokenService } = workspace
  const service = tokenService && askTokenService(new URL(tokenService.url), tools).catch(toFailure)
  const problem = await askServer(workspace, tools).catch(toFailure)
  const findings = serverFindings(new URL(workspace.serverUrl), problem)
  if (service === null) return findings
  const ofService = await service
  return [
    ...findings,
    ofService === null
      ? { check: 'tokenService', result: 'passed' }
      : { check: 'tokenService', ...failed(ofService) },
  ]
}

function serverFindings({ protocol }: URL, problem: Failure | null): WorkspaceFinding[] {
  const tls = protocol === 'https:' ? 'passed' : 'notEncrypted'
  if (problem !== null && isOfTheWay(problem)) {
    return [
      { check: 'reachable', ...failed(problem) },
      { check: 'tls', result: 'notTested' },
      { check: 'apiKey', result: 'notTested' },
    ]
  }
  if (problem !== null && tlsCodes.has(problem.code)) {
    return [
      { check: 'reachable', result: 'passed' },
      { check: 'tls', ...failed(problem) },
      { check: 'apiKey', result: 'notTested' },
    ]
  }
  return [
    { check: 'reachable', result: 'passed' },
    { check: 'tls', result: tls },
    problem === null
      ? { check: 'apiKey', result: 'passed' }
      : { check: 'apiKey', ...failed(problem) },
  ]
}

/** Null when the server accepts the key. It may still refuse to describe its app to a stranger. */
async function askServer(
  { apiKey, serverUrl }: SavedWorkspace,
  { http, client, signal }: WorkspaceCheckTools,
): Promise<Failure | null> {
  const url = new URL(serverUrl)
  const { host } = url
  url.pathname = `${url.pathname.replace(/\/$/, '')}/app`
  url.searchParams.set('api_key', apiKey)
  const headers = { 'stream-auth-type': 'anonymous', 'X-Stream-Client': client }
  const asked = { url, method: 'GET', headers, signal, timeoutMs, maxBytes } as const
  const { status, json, retryAfterMs } = await requestJson(http, asked)
  if (isSuccess(status) && readObject(json)) return null
  if (!isSuccess(status) && (isOwnError(json) || isPassing(status))) {
    const failure = chatFailure(json, status, retryAfterMs, { host })
    return isOwnError(json) && !isOfKey(failure.code) ? null : failure
  }
  return new Failure('addressWrong', `${host} answered ${status}.`, { about: { host } })
}

/** Null when it is there: a service refuses an empty request, with JSON. */
async function askTokenService(
  url: URL,
  { http, signal }: WorkspaceCheckTools,
): Promise<Failure | null> {
  const asked = { url, method: 'POST', headers: {}, body: {}, signal, timeoutMs, maxBytes } as const
  const { status, json } = await requestJson(http, asked)
  const about = { host: url.host }
  if (status >= 500) return new Failure('serverError', `It answered ${status}.`, { about })
  const isThere = readObject(json) !== null && status !== 404 && status !== 405
  if (isThere || status === 429) return null
  return new Failure('tokenServiceWrong', `It answered ${status}.`, { about })
}

function failed({ code, about }: Failure) {
  return { result: 'failed', code, about } as const
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}

/** It may be another answer in a minute. */
function isPassing(status: number): boolean {
  return status === 429 || status >= 500
}

const tlsCodes: ReadonlySet<FailureCode> = new Set([
  'certificateExpired',
  'certificateRefused',
  'certificateWrongName',
  'clientCertificateNeeded',
  'tlsFailed',
])

/** No answer of the server was seen. */
function isOfTheWay({ code, origin }: Failure): boolean {
  return origin === 'transport' || code === 'aborted' || code.startsWith('proxy')
}

/** Refusals of the key or of the app, and a server that is in trouble. Every other refusal comes after the key was accepted. */
function isOfKey(code: FailureCode): boolean {
  return code === 'workspaceInvalid' || code === 'appSuspended' || code === 'serverError'
}
