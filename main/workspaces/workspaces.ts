import type * as contract from '../../preload/contract.ts'
import { readAddress } from '../network/address.ts'
import { Failure } from '../auth/errors.ts'
import type { Backend } from '../auth/signIn.ts'
import type { Chat } from '../chat/client.ts'
import type { Configuration } from '../settings/configuration.ts'
import type { SandboxHost } from './sandboxHost.ts'
import type { SavedWorkspace, Settings } from '../settings/settings.ts'
import { sandboxId, spellAddress, workspaceId } from '../settings/workspaceId.ts'

/** A backend whose chat can do more than sign in. */
export interface ChatBackend extends Backend {
  readonly chat: Chat
}

/** The backends to sign in to, and which of them is the current one. */
export interface Workspaces {
  current(): contract.Workspace
  list(): contract.Workspace[]
  /** The addresses of all chat servers and token services of these. */
  addresses(): string[]
  /** The servers of a workspace, the current one unless told; waits for the sandbox to be up. */
  backend(id?: string): Promise<ChatBackend>
  /** The current workspace's token service; null: it has none. Waits for the sandbox to be up. */
  tokenService(): Promise<SavedWorkspace['tokenService']>
  /** Whether the workspace's token service is told of sign-outs. */
  isToldOfSignOuts(id: string): boolean
  /** @throws Failure `badInput` or `workspaceExists` at its field */
  add(workspace: contract.NewWorkspace): void
  /** @throws Failure `notFound` */
  choose(id: string): void
  /** Removes a workspace that was added in the app. @throws Failure `notFound` for every other */
  remove(id: string): void
}

export interface WorkspacesOptions {
  configuration: Configuration
  settings: Settings
  sandbox: Pick<SandboxHost, 'start' | 'started'>
  makeBackend(id: string, workspace: SavedWorkspace): ChatBackend
  changed(): void
}

export function createWorkspaces(options: WorkspacesOptions): Workspaces {
  const { configuration, settings, sandbox, makeBackend, changed } = options
  const backends = new Map<string, ChatBackend>()

  function list(): contract.Workspace[] {
    const configured =
      configuration.kind === 'read' ? [show(configuration.workspace, 'configuration')] : []
    const taken = new Set(configured.map(({ id }) => id))
    // A copy of the configured workspace, or of one before it, is the same workspace and listed once.
    const added = settings
      .workspaces()
      .map((workspace) => show(workspace, 'app'))
      .filter(({ id }) => !taken.has(id) && taken.add(id))
    // A team that ships its configuration does not ship a playground.
    return configured.length > 0 ? [...configured, ...added] : [...added, showSandbox()]
  }

  function showSandbox(): contract.Workspace {
    const started = sandbox.started()
    return {
      id: sandboxId,
      name: 'Sandbox',
      host: 'on this computer',
      passwordHost: null,
      from: 'sandbox',
      signIn: 'password',
      sandboxUsers: started?.users.map(({ id, password }) => ({ userId: id, password })) ?? [],
    }
  }

  function saved(): SavedWorkspace[] {
    const configured = configuration.kind === 'read' ? [configuration.workspace] : []
    return [...configured, ...settings.workspaces()]
  }

  function find(id: string): SavedWorkspace | null {
    return saved().find((workspace) => workspaceId(workspace) === id) ?? null
  }

  function current(): contract.Workspace {
    const all = list()
    const chosen = all.find(({ id }) => id === settings.workspace()) ?? all[0]
    return chosen ?? showSandbox()
  }

  async function savedSandbox(): Promise<SavedWorkspace> {
    const { url, apiKey, tokenServiceUrl } = await sandbox.start()
    const tokenService = {
      url: tokenServiceUrl,
      signIn: 'password',
      signOut: 'delete',
    } as const
    return { name: 'Sandbox', apiKey, serverUrl: url, tokenService }
  }

  async function read(id: string): Promise<SavedWorkspace> {
    const saved = id === sandboxId ? await savedSandbox() : find(id)
    if (!saved) throw new Failure('notFound', 'This workspace is not there any more.')
    return saved
  }

  return {
    current,
    list,
    addresses() {
      const started = sandbox.started()
      const ofSandbox = started ? [started.url, started.tokenServiceUrl] : []
      const others = saved().flatMap(({ serverUrl, tokenService }) =>
        tokenService ? [serverUrl, tokenService.url] : [serverUrl],
      )
      return [...ofSandbox, ...others]
    },
    async backend(id = current().id) {
      const saved = await read(id)
      // The sandbox's port is another at each of its starts.
      const key = `${id} ${saved.serverUrl} ${saved.tokenService?.url}`
      const backend = backends.get(key) ?? makeBackend(id, saved)
      backends.set(key, backend)
      return backend
    },
    tokenService: async () => (await read(current().id)).tokenService,
    isToldOfSignOuts(id) {
      const service = find(id)?.tokenService
      if (service?.signIn === 'oidc') return true
      return id === sandboxId || service?.signOut === 'delete'
    },
    add(workspace) {
      const saved = readNew(workspace)
      const id = workspaceId(saved)
      if (find(id)) {
        const message = 'A workspace with this API key and server is there already.'
        throw new Failure('workspaceExists', message, { field: 'serverUrl' })
      }
      settings.setWorkspaces([...settings.workspaces(), saved])
      settings.setWorkspace(id)
      changed()
    },
    choose(id) {
      if (!list().some((workspace) => workspace.id === id)) {
        throw new Failure('notFound', 'This workspace is not there any more.')
      }
      settings.setWorkspace(id)
      changed()
    },
    remove(id) {
      const saved = settings.workspaces()
      const others = saved.filter((workspace) => workspaceId(workspace) !== id)
      if (others.length === saved.length) {
        throw new Failure('notFound', 'No such workspace was added in the app.')
      }
      settings.setWorkspaces(others)
      changed()
    },
  }
}

function show(saved: SavedWorkspace, from: 'configuration' | 'app'): contract.Workspace {
  return {
    id: workspaceId(saved),
    name: saved.name,
    host: showAddress(saved.serverUrl),
    passwordHost: passwordHost(saved),
    ...issuerHost(saved),
    from,
    signIn: saved.tokenService?.signIn ?? null,
    sandboxUsers: [],
  }
}

/** Without the scheme, which is https but for this computer; with the path, which can be all that tells two apart. */
function showAddress(address: string): string {
  return spellAddress(address).replace(/^\w+:\/\//, '')
}

/** The identity provider's host, where the workspace has single sign-on. */
function issuerHost({ tokenService }: SavedWorkspace): { issuerHost?: string } {
  return tokenService?.signIn === 'oidc' ? { issuerHost: new URL(tokenService.issuer).host } : {}
}

/** The host that gets the password, where it is not the chat server's. */
function passwordHost({ serverUrl, tokenService }: SavedWorkspace): string | null {
  if (!tokenService) return null
  const { host } = new URL(tokenService.url)
  return host === new URL(serverUrl).host ? null : host
}

function readNew(workspace: contract.NewWorkspace): SavedWorkspace {
  const name = required(workspace.name, 'workspaceName')
  const apiKey = required(workspace.apiKey, 'apiKey')
  const serverUrl = readAddress(required(workspace.serverUrl, 'serverUrl'), 'serverUrl').href
  const serviceUrl = workspace.tokenServiceUrl.trim()
  if (serviceUrl === '') return { name, apiKey, serverUrl, tokenService: null }
  const { href } = readAddress(serviceUrl, 'tokenServiceUrl')
  return { name, apiKey, serverUrl, tokenService: { url: href, signIn: workspace.signIn } }
}

function required(value: string, field: 'workspaceName' | 'apiKey' | 'serverUrl'): string {
  const trimmed = value.trim()
  if (trimmed === '') throw new Failure('badInput', `The field ${field} is empty.`, { field })
  return trimmed
}
