import type * as contract from '../../preload/contract.ts'
import { readAddress } from '../network/address.ts'
import { Failure } from '../auth/errors.ts'
import type { Backend } from '../auth/signIn.ts'
import type { Chat } from '../chat/client.ts'
import type { Configuration } from '../settings/configuration.ts'
import type { SandboxHost } from './sandboxHost.ts'
import type { SavedWorkspace, Settings } from '../settings/settings.ts'

/** A backend whose chat can do more than sign in. */
export interface ChatBackend extends Backend {
  readonly chat: Chat
}

/** The backends to sign in to, and which of them is the current one. */
export interface Workspaces {
  current(): contract.Workspace
  list(): contract.Workspace[]
  /** The servers of a workspace, the current one unless told; waits for the sandbox to be up. */
  backend(id?: string): Promise<ChatBackend>
  /** The current workspace's token service; null: it has none. Waits for the sandbox to be up. */
  tokenService(): Promise<SavedWorkspace['tokenService']>
  /** @throws Failure `badInput` at its field */
  add(workspace: contract.NewWorkspace): void
  /** @throws Failure `notFound` */
  choose(id: string): void
  /** @throws Failure `notFound` */
  remove(id: string): void
}

export interface WorkspacesOptions {
  configuration: Configuration
  settings: Settings
  sandbox: Pick<SandboxHost, 'start' | 'started'>
  makeBackend(id: string, workspace: SavedWorkspace): ChatBackend
  changed(): void
}

const sandboxId = 'sandbox'

export function createWorkspaces(options: WorkspacesOptions): Workspaces {
  const { configuration, settings, sandbox, makeBackend, changed } = options
  const backends = new Map<string, ChatBackend>()

  function list(): contract.Workspace[] {
    const configured =
      configuration.kind === 'read' ? [show(configuration.workspace, 'configuration')] : []
    const added = settings.workspaces().map((workspace) => show(workspace, 'app'))
    // A team that ships its configuration does not ship a playground.
    return configured.length > 0 ? [...configured, ...added] : [...added, showSandbox()]
  }

  function showSandbox(): contract.Workspace {
    const started = sandbox.started()
    return {
      id: sandboxId,
      name: 'Sandbox',
      host: 'on this computer',
      from: 'sandbox',
      signIn: 'password',
      hints: started?.users.map(({ id, password }) => ({ userId: id, password })) ?? [],
    }
  }

  function find(id: string): SavedWorkspace | null {
    const all =
      configuration.kind === 'read'
        ? [configuration.workspace, ...settings.workspaces()]
        : settings.workspaces()
    return all.find((workspace) => idOf(workspace) === id) ?? null
  }

  function current(): contract.Workspace {
    const all = list()
    const chosen = all.find(({ id }) => id === settings.workspace()) ?? all[0]
    return chosen ?? showSandbox()
  }

  async function savedSandbox(): Promise<SavedWorkspace> {
    const { url, apiKey, tokenServiceUrl } = await sandbox.start()
    const tokenService = { url: tokenServiceUrl, signIn: 'password' as const }
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
    async backend(id = current().id) {
      const saved = await read(id)
      // The sandbox's port is another at each of its starts.
      const key = `${id} ${saved.serverUrl} ${saved.tokenService?.url}`
      const backend = backends.get(key) ?? makeBackend(id, saved)
      backends.set(key, backend)
      return backend
    },
    tokenService: async () => (await read(current().id)).tokenService,
    add(workspace) {
      const saved = readNew(workspace)
      const others = settings.workspaces().filter((other) => idOf(other) !== idOf(saved))
      settings.setWorkspaces([...others, saved])
      settings.setWorkspace(idOf(saved))
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
      const others = settings.workspaces().filter((workspace) => idOf(workspace) !== id)
      settings.setWorkspaces(others)
      changed()
    },
  }
}

/** Names a workspace by what makes it one: the app at the server. */
function idOf({ apiKey, serverUrl }: SavedWorkspace): string {
  return `${apiKey}@${new URL(serverUrl).host}`
}

function show(saved: SavedWorkspace, from: 'configuration' | 'app'): contract.Workspace {
  return {
    id: idOf(saved),
    name: saved.name,
    host: new URL(saved.serverUrl).host,
    from,
    signIn: saved.tokenService?.signIn ?? null,
    hints: [],
  }
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
