import type * as contract from '../../preload/contract.ts'
import { Failure } from '../auth/errors.ts'
import { readAddress } from '../network/address.ts'
import { readScopes } from '../settings/scopes.ts'
import type { SavedWorkspace } from '../settings/settings.ts'

/**
 * Reads a workspace that a person has typed.
 * @throws Failure `badInput` at its field
 */
export function readNewWorkspace(workspace: contract.NewWorkspace): SavedWorkspace {
  const name = required(workspace.name, 'workspaceName')
  const apiKey = required(workspace.apiKey, 'apiKey')
  const serverUrl = readAddress(required(workspace.serverUrl, 'serverUrl'), 'serverUrl').href
  const serviceUrl = workspace.tokenServiceUrl.trim()
  if (serviceUrl === '') return { name, apiKey, serverUrl, tokenService: null }
  const { href: url } = readAddress(serviceUrl, 'tokenServiceUrl')
  const { signIn, signOut = 'none', singleSignOn } = workspace
  if (signIn === 'oidc') {
    const tokenService = { url, signIn, ...readProvider(singleSignOn) }
    return { name, apiKey, serverUrl, tokenService }
  }
  const told = signOut === 'none' ? {} : { signOut }
  return { name, apiKey, serverUrl, tokenService: { url, signIn, ...told } }
}

/** A workspace as a person would type it. */
export function showNewWorkspace(saved: SavedWorkspace): contract.NewWorkspace {
  const { name, apiKey, serverUrl, tokenService } = saved
  const written = { name, apiKey, serverUrl, tokenServiceUrl: tokenService?.url ?? '' }
  if (tokenService?.signIn === 'oidc') {
    const { url: _, signIn, ...singleSignOn } = tokenService
    return { ...written, signIn, singleSignOn }
  }
  const { signIn = 'password', signOut = 'none' } = tokenService ?? {}
  return { ...written, signIn, signOut }
}

function readProvider(typed: contract.SingleSignOn | undefined): contract.SingleSignOn {
  const { audience = null, prompt = null } = typed ?? {}
  // As it is written: identity providers compare it letter by letter.
  const issuer = required(typed?.issuer ?? '', 'issuer')
  if (readAddress(issuer, 'issuer').search !== '') {
    throw new Failure('badInput', 'An issuer has no question mark.', { field: 'issuer' })
  }
  const clientId = required(typed?.clientId ?? '', 'clientId')
  const scopes = readScopes(typed?.scopes ?? '')
  if (scopes === null) {
    const words = 'The scopes have a character that no scope can have.'
    throw new Failure('badInput', words, { field: 'scopes' })
  }
  return { issuer, clientId, scopes, audience, prompt }
}

function required(
  value: string,
  field: 'workspaceName' | 'apiKey' | 'serverUrl' | 'issuer' | 'clientId',
): string {
  const trimmed = value.trim()
  if (trimmed === '') throw new Failure('badInput', `The field ${field} is empty.`, { field })
  return trimmed
}
