import * as v from 'valibot'
import { isAddress } from './address.ts'
import type { AccountIndex } from './auth/ports.ts'

/** The part of electron-store that is used: it keeps one JSON file, written atomically. */
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
  way: v.picklist(['service', 'static', 'guest']),
  stage: v.picklist(['arriving', 'kept', 'leaving']),
})

const address = v.pipe(v.string(), v.check(isAddress))

const savedWorkspace = v.object({
  name: v.string(),
  apiKey: v.string(),
  serverUrl: address,
  tokenService: v.nullable(v.object({ url: address, signIn: v.picklist(['password', 'none']) })),
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

/** Where the window was. */
export type WindowPlace = v.InferOutput<typeof windowPlace>

/** What Latchkey remembers between runs, none of it secret. Each write is on disk when it returns. */
export interface Settings {
  readonly accounts: AccountIndex
  /** A random name of this profile, made once: keychain entries of two profiles never meet. */
  profile(): string
  workspaces(): SavedWorkspace[]
  setWorkspaces(workspaces: SavedWorkspace[]): void
  /** The id of the workspace that was chosen last. */
  workspace(): string | null
  setWorkspace(id: string): void
  window(): WindowPlace | null
  setWindow(place: WindowPlace): void
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

  function readList<Schema extends v.GenericSchema>(
    key: string,
    schema: Schema,
  ): v.InferOutput<Schema>[] {
    const list = read(key, v.array(v.unknown())) ?? []
    return list.flatMap((item) => {
      const value = v.safeParse(schema, item)
      return value.success ? [value.output] : []
    })
  }

  const accounts: AccountIndex = {
    list: () => readList('accounts', indexEntry),
    put(entry) {
      const others = accounts.list().filter((other) => other.account.key !== entry.account.key)
      store.set('accounts', [entry, ...others])
    },
    remove(key) {
      store.set(
        'accounts',
        accounts.list().filter((entry) => entry.account.key !== key),
      )
    },
    current: () => read('current', v.string()),
    setCurrent(key) {
      if (key === null) store.delete('current')
      else store.set('current', key)
    },
  }

  return {
    accounts,
    profile() {
      const known = read('profile', v.string())
      if (known !== null) return known
      const made = newId().slice(0, 8)
      store.set('profile', made)
      return made
    },
    workspaces: () => readList('workspaces', savedWorkspace),
    setWorkspaces: (workspaces) => store.set('workspaces', workspaces),
    workspace: () => read('workspace', v.string()),
    setWorkspace: (id) => store.set('workspace', id),
    window: () => read('window', windowPlace),
    setWindow: (place) => store.set('window', place),
  }
}
