import type * as contract from '../../preload/contract.ts'
import { Failure } from '../auth/errors.ts'
import type { Backend } from '../auth/signIn.ts'
import type { Chat } from '../chat/client.ts'
import type { Configuration } from '../settings/configuration.ts'
import type { Texts } from '../text/en.ts'
import { readNewWorkspace, showNewWorkspace } from './newWorkspace.ts'
import type { SandboxHost } from './sandboxHost.ts'
import type { SavedWorkspace, Settings } from '../settings/settings.ts'
import {
  isSandboxId,
  sandboxId,
  spellAddress,
  ssoSandboxId,
  workspaceId,
} from '../settings/workspaceId.ts'

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
  /** A workspace that was added in the app, as it was typed. @throws Failure `notFound` for every other */
  read(id: string): contract.NewWorkspace
  /** Adds a workspace, and chooses it if told. @throws Failure `badInput` or `workspaceExists` at its field */
  add(workspace: contract.NewWorkspace, choice?: 'choose' | 'keep'): void
  /**
   * Changes a workspace that was added in the app. It keeps its place, and stays chosen if it was. One with another key or
   * server is another workspace: sign-ins stored for the old one stay with that.
   * @throws Failure `badInput` or `workspaceExists` at its field, `notFound`
   */
  update(id: string, workspace: contract.NewWorkspace): void
  /** Moves a workspace that was added in the app before or behind its neighbour. @throws Failure `notFound` */
  move(id: string, to: contract.MoveDirection): void
  /** @throws Failure `notFound` */
  choose(id: string): void
  /**
   * The same without telling the window: the caller changes the session next, and tells of both at once.
   * @throws Failure `notFound`
   */
  chooseQuietly(id: string): void
  /** Removes a workspace that was added in the app. @throws Failure `notFound` for every other */
  remove(id: string): void
}

export interface WorkspacesOptions {
  configuration: Configuration
  settings: Settings
  sandbox: Pick<SandboxHost, 'start' | 'started'>
  /** The texts in the language of the app: the sandbox is named in it. */
  texts(): Texts
  makeBackend(id: string, workspace: SavedWorkspace): ChatBackend
  changed(): void
}

export function createWorkspaces(options: WorkspacesOptions): Workspaces {
  const { configuration, settings, sandbox, texts, makeBackend, changed } = options
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
    return configured.length > 0
      ? [...configured, ...added]
      : [...added, showSandbox(), showSsoSandbox()]
  }

  function showSandbox(): contract.Workspace {
    const started = sandbox.started()
    return {
      id: sandboxId,
      name: 'Sandbox',
      host: texts().workspaces.onThisComputer,
      passwordHost: null,
      source: 'sandbox',
      signIn: 'password',
      sandboxUsers: started?.users.map(({ id, password }) => ({ userId: id, password })) ?? [],
    }
  }

  function showSsoSandbox(): contract.Workspace {
    return {
      ...showSandbox(),
      id: ssoSandboxId,
      name: texts().workspaces.singleSignOnSandbox,
      signIn: 'oidc',
      issuerHost: texts().workspaces.sandboxHost,
      sandboxUsers: [],
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

  async function savedSsoSandbox(): Promise<SavedWorkspace> {
    const { url, apiKey, singleSignOn } = await sandbox.start()
    const { issuer, clientId, tokenServiceUrl } = singleSignOn
    const tokenService = {
      url: tokenServiceUrl,
      signIn: 'oidc',
      issuer,
      clientId,
      scopes: 'openid offline_access',
      audience: null,
      prompt: null,
    } as const
    return { name: texts().workspaces.singleSignOnSandbox, apiKey, serverUrl: url, tokenService }
  }

  /** One that a person may change. A copy of the configured workspace is not listed as one. */
  function findAdded(id: string): SavedWorkspace {
    const isListed = list().some((workspace) => workspace.id === id && workspace.source === 'app')
    const saved = settings.workspaces().find((workspace) => workspaceId(workspace) === id)
    if (isListed && saved) return saved
    throw new Failure('notFound', 'No such workspace was added in the app.')
  }

  function requireUnused(id: string): void {
    if (!find(id)) return
    const message = 'A workspace with this API key and server is there already.'
    throw new Failure('workspaceExists', message, { field: 'serverUrl' })
  }

  async function read(id: string): Promise<SavedWorkspace> {
    const saved = isSandboxId(id)
      ? await (id === ssoSandboxId ? savedSsoSandbox() : savedSandbox())
      : find(id)
    if (!saved) throw new Failure('notFound', 'This workspace is not there any more.')
    return saved
  }

  function chooseQuietly(id: string): void {
    if (!list().some((workspace) => workspace.id === id)) {
      throw new Failure('notFound', 'This workspace is not there any more.')
    }
    if (current().id !== id) settings.setWorkspace(id)
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
      const { apiKey, serverUrl, tokenService } = saved
      const key = JSON.stringify([id, apiKey, serverUrl, tokenService])
      const backend = backends.get(key) ?? makeBackend(id, saved)
      backends.set(key, backend)
      return backend
    },
    tokenService: async () => (await read(current().id)).tokenService,
    isToldOfSignOuts(id) {
      const service = find(id)?.tokenService
      if (service?.signIn === 'oidc') return true
      return isSandboxId(id) || service?.signOut === 'delete'
    },
    read: (id) => showNewWorkspace(findAdded(id)),
    add(workspace, choice = 'choose') {
      const saved = readNewWorkspace(workspace)
      const id = workspaceId(saved)
      requireUnused(id)
      // The first of the list is current where none was chosen, and the list changes.
      settings.setWorkspace(choice === 'choose' ? id : current().id)
      settings.setWorkspaces([...settings.workspaces(), saved])
      changed()
    },
    update(id, workspace) {
      findAdded(id)
      const saved = readNewWorkspace(workspace)
      const newId = workspaceId(saved)
      if (newId !== id) requireUnused(newId)
      settings.setWorkspace(current().id === id ? newId : current().id)
      settings.setWorkspaces(
        settings.workspaces().map((other) => (workspaceId(other) === id ? saved : other)),
      )
      changed()
    },
    move(id, to) {
      findAdded(id)
      const listed = list().flatMap((workspace) =>
        workspace.source === 'app' ? [workspace.id] : [],
      )
      const neighbour = listed[listed.indexOf(id) + (to === 'up' ? -1 : 1)]
      if (neighbour === undefined) return
      settings.setWorkspace(current().id)
      const byId = new Map(settings.workspaces().map((saved) => [workspaceId(saved), saved]))
      const swapped = new Map([
        [id, byId.get(neighbour)],
        [neighbour, byId.get(id)],
      ])
      settings.setWorkspaces(
        settings.workspaces().map((saved) => swapped.get(workspaceId(saved)) ?? saved),
      )
      changed()
    },
    choose(id) {
      chooseQuietly(id)
      changed()
    },
    chooseQuietly,
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

function show(saved: SavedWorkspace, source: 'configuration' | 'app'): contract.Workspace {
  return {
    id: workspaceId(saved),
    name: saved.name,
    host: showAddress(saved.serverUrl),
    passwordHost: passwordHost(saved),
    ...issuerHost(saved),
    source,
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
