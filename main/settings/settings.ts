import * as v from 'valibot'
import { isAddress } from '../network/address.ts'
import type { AccountIndex } from '../auth/ports.ts'
import { preferencesToKeep, savedPreferences, type PreferenceStore } from './preferences.ts'

/** Named values in a file. A new value is readable at once; `set` and `delete` throw when it could not be written. */
export interface Store {
  get(key: string): unknown
  set(key: string, value: unknown): void
  delete(key: string): void
}

const indexEntry = v.object({
  account: v.object({
    key: v.string(),
    workspaceId: v.string(),
    kind: v.picklist(['user', 'guest', 'anonymous']),
    userId: v.string(),
    name: v.string(),
    image: v.nullable(v.string()),
  }),
  method: v.picklist(['service', 'oidc', 'static', 'guest']),
  stage: v.picklist(['saving', 'kept', 'deleting']),
  record: v.exactOptional(v.string()),
  issuedFor: v.exactOptional(
    v.object({
      server: v.string(),
      tokenService: v.nullable(v.string()),
      issuer: v.nullable(v.string()),
    }),
  ),
})

const address = v.pipe(v.string(), v.check(isAddress))

const typedSignIn = v.object({
  url: address,
  signIn: v.picklist(['password', 'none']),
  signOut: v.exactOptional(v.picklist(['none', 'delete'])),
})
const singleSignOn = v.object({
  url: address,
  signIn: v.literal('oidc'),
  issuer: address,
  clientId: v.string(),
  scopes: v.string(),
  audience: v.nullable(v.string()),
  prompt: v.nullable(v.string()),
})

const savedTokenService = v.variant('signIn', [typedSignIn, singleSignOn])

const savedWorkspace = v.object({
  name: v.string(),
  apiKey: v.string(),
  serverUrl: address,
  tokenService: v.nullable(savedTokenService),
  /** Servers that the pictures of users may come from, too. */
  pictures: v.exactOptional(v.array(address)),
})

const windowPlace = v.object({
  x: v.number(),
  y: v.number(),
  width: v.number(),
  height: v.number(),
  isMaximized: v.boolean(),
})

/** A workspace as it is written down. */
export type SavedWorkspace = v.InferOutput<typeof savedWorkspace>

/** `signOut`: `delete` for a service that is told of sign-outs with `DELETE`; absent: it is not told. */
export type SavedTokenService = v.InferOutput<typeof savedTokenService>

/** Where the window was. */
export type WindowPlace = v.InferOutput<typeof windowPlace>

/**
 * The settings that Latchkey keeps between runs, none of them secret. A change is on disk when the call returns; when it cannot be,
 * it holds for this run, and only the account index says so by throwing: a secret must not be stored for an account
 * that the next start would not know.
 */
export interface Settings extends PreferenceStore {
  readonly accounts: AccountIndex
  /**
   * A random name of this profile, which keeps the keychain entries of two profiles apart. It is made when it is first wanted,
   * or with the first other change: a file without it counts as damaged.
   */
  profile(): string
  workspaces(): SavedWorkspace[]
  setWorkspaces(workspaces: SavedWorkspace[]): void
  /** The id of the workspace that was chosen last. */
  workspace(): string | null
  setWorkspace(id: string): void
  window(): WindowPlace | null
  setWindow(place: WindowPlace): void
  /** Whether the person switched developer mode on. */
  developerMode(): boolean
  setDeveloperMode(isOn: boolean): void
}

/** A person cannot restore the profile and the accounts by hand, and without the profile no secret is found. */
const essential = v.object({
  profile: v.string(),
  accounts: v.optional(v.array(indexEntry)),
  current: v.optional(v.string()),
  workspaces: v.optional(v.array(v.unknown())),
})

/**
 * Returns the valid part of a damaged settings file; null when it is not damaged.
 */
export function recover(values: Record<string, unknown>): Record<string, unknown> | null {
  if (v.is(essential, values)) return null
  const lists = {
    accounts: goodOf(values['accounts'], indexEntry),
    workspaces: goodOf(values['workspaces'], v.unknown()),
  }
  const words = Object.entries(values).filter(
    ([name, value]) => !['profile', 'current'].includes(name) || typeof value === 'string',
  )
  return { ...Object.fromEntries(words), ...lists }
}

function goodOf<Schema extends v.GenericSchema>(
  list: unknown,
  schema: Schema,
): v.InferOutput<Schema>[] {
  if (!Array.isArray(list)) return []
  return list.flatMap((item) => {
    const value = v.safeParse(schema, item)
    return value.success ? [value.output] : []
  })
}

/** Reads and writes the settings. What does not read as it should counts as absent. */
export function createSettings(store: Store, newId: () => string): Settings {
  function read<Schema extends v.GenericSchema>(
    key: string,
    schema: Schema,
  ): v.InferOutput<Schema> | null {
    const value = v.safeParse(schema, store.get(key))
    return value.success ? value.output : null
  }

  /** @throws when the disk cannot be written */
  function write(key: string, value: unknown): void {
    profile()
    store.set(key, value)
  }

  /** The store tells the person about a disk that cannot be written. */
  function ignoringDisk(write: () => void): void {
    try {
      write()
    } catch {
      return
    }
  }

  const keep = (key: string, value: unknown) => ignoringDisk(() => write(key, value))

  function profile(): string {
    const known = read('profile', v.string())
    if (known !== null) return known
    const made = newId().slice(0, 8)
    ignoringDisk(() => store.set('profile', made))
    return made
  }

  const accounts: AccountIndex = {
    list: () => goodOf(store.get('accounts'), indexEntry),
    put(entry) {
      const entries = accounts.list()
      const place = entries.findIndex(({ account }) => account.key === entry.account.key)
      const others = entries.filter(({ account }) => account.key !== entry.account.key)
      // An account keeps its place, because its number in the menu is a shortcut.
      write('accounts', others.toSpliced(place < 0 ? others.length : place, 0, entry))
    },
    remove(key) {
      write(
        'accounts',
        accounts.list().filter((entry) => entry.account.key !== key),
      )
    },
    current: () => read('current', v.string()),
    setCurrent(key) {
      if (key === null) store.delete('current')
      else write('current', key)
    },
  }

  return {
    accounts,
    profile,
    workspaces: () => goodOf(store.get('workspaces'), savedWorkspace),
    setWorkspaces: (workspaces) => keep('workspaces', workspaces),
    workspace: () => read('workspace', v.string()),
    setWorkspace: (id) => keep('workspace', id),
    preferences: () => v.parse(savedPreferences, store.get('preferences')),
    setPreferences(patch) {
      const known = v.parse(preferencesToKeep, store.get('preferences'))
      keep('preferences', { ...known, ...patch })
    },
    window: () => read('window', windowPlace),
    setWindow: (place) => keep('window', place),
    developerMode: () => read('developerMode', v.boolean()) ?? false,
    setDeveloperMode: (isOn) => keep('developerMode', isOn),
  }
}
