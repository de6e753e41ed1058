import { createServerTime } from '../../../main/auth/renewal/serverTime.ts'
import type { Chat } from '../../../main/chat/client.ts'
import type { Configuration } from '../../../main/settings/configuration.ts'
import { createSettings } from '../../../main/settings/settings.ts'
import { en } from '../../../main/text/en.ts'
import { createWorkspaces } from '../../../main/workspaces/workspaces.ts'
import type { NewWorkspace } from '../../../preload/contract.ts'
import { FakeClock, FakeStore } from '../../support/fakes.ts'

/** A workspace as a person types it. */
export const acme: NewWorkspace = {
  name: ' Acme ',
  apiKey: ' acme-key ',
  serverUrl: ' https://chat.acme.example ',
  tokenServiceUrl: '',
  signIn: 'password',
}
/** The configuration of a team. */
export const configured: Configuration = {
  kind: 'read',
  workspace: {
    name: 'Team',
    apiKey: 'team-key',
    serverUrl: 'https://chat.team.example/base',
    tokenService: { url: 'https://api.team.example/token', signIn: 'none' },
  },
  developerMode: false,
  feed: null,
}

/** Workspaces with a sandbox that is at a new port at each start. */
export function openWorkspaces(configuration: Configuration = { kind: 'none' }, texts = en) {
  const store = new FakeStore()
  const made: string[] = []
  const sandbox = { port: 1, isStarted: false, starts: 0 }
  const describe = () => ({
    url: `http://127.0.0.1:${sandbox.port}`,
    apiKey: 'sandbox-key',
    tokenServiceUrl: `http://127.0.0.1:${sandbox.port}/token`,
    singleSignOn: {
      issuer: `http://127.0.0.1:${sandbox.port}/sso`,
      clientId: 'latchkey-sandbox',
      tokenServiceUrl: `http://127.0.0.1:${sandbox.port}/token/sso`,
    },
    users: [{ id: 'alice', name: 'Alice', password: 'alice-sandbox' }],
  })
  let changes = 0
  const workspaces = createWorkspaces({
    texts: () => texts,
    configuration,
    settings: createSettings(store, () => 'random'),
    sandbox: {
      async start() {
        sandbox.starts += 1
        sandbox.isStarted = true
        return describe()
      },
      started: () => (sandbox.isStarted ? describe() : null),
    },
    makeBackend(id, { serverUrl }) {
      made.push(`${id} at ${serverUrl}`)
      const serverTime = createServerTime(new FakeClock())
      const addresses = { server: serverUrl, tokenService: null, issuer: null }
      return {
        workspaceId: id,
        addresses,
        formerId: id,
        chat: {} as Chat,
        tokenService: null,
        serverTime,
      }
    },
    changed: () => void (changes += 1),
  })
  return { workspaces, store, made, sandbox, changes: () => changes }
}

/** The ids of all workspaces, in their order. */
export const ids = (workspaces: ReturnType<typeof openWorkspaces>['workspaces']) =>
  workspaces.list().map(({ id }) => id)
