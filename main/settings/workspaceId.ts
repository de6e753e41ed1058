import type { Addresses } from '../auth/ports.ts'

/** The properties that tell two workspaces apart in the settings and the configuration. */
export interface WorkspaceAddresses {
  readonly apiKey: string
  readonly serverUrl: string
  /** With the issuer of single sign-on, where there is one. */
  readonly tokenService: { readonly url: string; readonly issuer?: string } | null
}

/** The id of the workspace that ships with the app. Its port differs at each start; it is always the app's own process. */
export const sandboxId = 'sandbox'

/** The id of the same with single sign-on. */
export const ssoSandboxId = 'sandbox-sso'

/** The sandbox's addresses in vault records: no address of another server ever equals them. */
export const sandboxAddresses: Addresses = {
  server: 'sandbox:',
  tokenService: 'sandbox:',
  issuer: null,
}

/** The same with its identity provider. */
const ssoSandboxAddresses: Addresses = { ...sandboxAddresses, issuer: 'sandbox:' }

/** The addresses that credentials of a workspace are issued for, by its id. */
export function addressesById(id: string, workspace: WorkspaceAddresses): Addresses {
  if (id === sandboxId) return sandboxAddresses
  return id === ssoSandboxId ? ssoSandboxAddresses : addressesOf(workspace)
}

/** Whether it is the app's own process. */
export function isSandboxId(id: string): boolean {
  return id === sandboxId || id === ssoSandboxId
}

/**
 * One spelling of an address: scheme, host and port as the URL standard writes them, the path as it is but for slashes at
 * its end. A difference that may lead to another server, such as a dot after the host or the case of the path, stays.
 */
export function spellAddress(address: string): string {
  const { origin, pathname, search } = new URL(address)
  return `${origin}${pathname.replace(/\/+$/, '')}${search}`
}

/** Names a workspace by what makes it one: the API key at the chat server's whole address. */
export function workspaceId({ apiKey, serverUrl }: WorkspaceAddresses): string {
  return `${apiKey}@${spellAddress(serverUrl)}`
}

/** The id that versions before 0.2 gave the same workspace; one for every scheme and path at a host. */
export function formerWorkspaceId({ apiKey, serverUrl }: WorkspaceAddresses): string {
  return `${apiKey}@${new URL(serverUrl).host}`
}

/** The addresses that credentials of a workspace are issued for. */
export function addressesOf({ serverUrl, tokenService }: WorkspaceAddresses): Addresses {
  return {
    server: spellAddress(serverUrl),
    tokenService: tokenService && spellAddress(tokenService.url),
    issuer: tokenService?.issuer === undefined ? null : spellAddress(tokenService.issuer),
  }
}
