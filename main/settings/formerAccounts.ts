import * as v from 'valibot'
import type { Addresses, AccountIndex, IndexEntry } from '../auth/ports.ts'
import {
  addressesOf,
  formerWorkspaceId,
  sandboxAddresses,
  sandboxId,
  spellAddress,
  workspaceId,
  type WorkspaceAddresses,
} from './workspaceId.ts'

/** An index entry of a settings file of version 1, as far as it is rewritten. */
const entry = v.looseObject({
  account: v.looseObject({ key: v.string(), workspaceId: v.string(), userId: v.string() }),
  way: v.string(),
  stage: v.picklist(['arriving', 'kept', 'leaving']),
})
const workspace = v.looseObject({
  apiKey: v.string(),
  serverUrl: v.pipe(v.string(), v.url()),
  tokenService: v.nullable(v.looseObject({ url: v.pipe(v.string(), v.url()) })),
})
const stages = { arriving: 'saving', kept: 'kept', leaving: 'deleting' } as const

/**
 * Settings of version 1 to version 2: other names for the fields of an account, and accounts of workspaces that were
 * added in the app under the workspace's new id, with the addresses that the workspace has in this file.
 */
export function migrateAccounts(values: Record<string, unknown>): Record<string, unknown> {
  const saved = listOf(values['workspaces'], workspace)
  const newIds = new Map<string, unknown>()
  const accounts = Array.isArray(values['accounts'])
    ? values['accounts'].map((item: unknown) => {
        const read = v.safeParse(entry, item)
        if (!read.success) return item
        const { way, stage, ...rest } = read.output
        const renamed = { ...rest, method: way, stage: stages[stage] }
        const { account } = renamed
        if (account.key !== `${account.workspaceId}/${account.userId}`) return renamed
        if (account.workspaceId === sandboxId) return { ...renamed, issuedFor: sandboxAddresses }
        const owner = only(saved, (one) => formerWorkspaceId(one) === account.workspaceId)
        if (!owner) return renamed
        const moved = moveTo(owner, account)
        newIds.set(account.key, moved.account.key)
        return { ...renamed, ...moved, issuedFor: addressesOf(owner) }
      })
    : values['accounts']
  const chosen = only(saved, (one) => formerWorkspaceId(one) === values['workspace'])
  return {
    ...values,
    ...(accounts === undefined ? {} : { accounts }),
    ...(newIds.has(String(values['current']))
      ? { current: newIds.get(String(values['current'])) }
      : {}),
    ...(chosen ? { workspace: workspaceId(chosen) } : {}),
  }
}

/** The workspace of the configuration, and whether it came with the app instead of a command line or the environment. */
export interface ConfiguredWorkspace extends WorkspaceAddresses {
  readonly isShipped: boolean
}

/**
 * Brings accounts of versions before 0.2 under the id of the configured workspace. Their old id shows the API key and the
 * host; what else their credentials were issued for counts as known only as far as `knownAddresses` can tell.
 */
export function adoptFormerAccounts(index: AccountIndex, configured: ConfiguredWorkspace): void {
  const former = formerWorkspaceId(configured)
  const issuedFor = knownAddresses(configured)
  for (const entry of index.list()) {
    const { account } = entry
    const isFormer = account.workspaceId === former && account.key === `${former}/${account.userId}`
    const isAdopted = entry.record === `${former}/${account.userId}` && !entry.issuedFor
    const isOurs = isAdopted && account.workspaceId === workspaceId(configured)
    if (!isFormer && !(isOurs && issuedFor)) continue
    const moved = isFormer ? moveTo(configured, account) : { account, record: entry.record }
    const twin = index.list().find((other) => other.account.key === moved.account.key)
    // Somebody has signed in under the new id already.
    if (isFormer && twin && twin.record !== account.key) continue
    const wasCurrent = index.current() === account.key
    try {
      index.put({ ...entry, ...moved, ...(issuedFor ? { issuedFor } : {}) } as IndexEntry)
      if (wasCurrent) index.setCurrent(moved.account.key)
      if (isFormer) index.remove(account.key)
    } catch {
      // The settings cannot be written; they hold for this run all the same.
    }
  }
}

/**
 * Null when nothing shows that the configuration is the one of the sign-in. One that came with the app is as trusted as
 * the app. One that was named at the start has to lead to the very host that the old id names: without a path, over the
 * scheme that was possible there, and with a token service at the same origin or none.
 */
function knownAddresses(configured: ConfiguredWorkspace): Addresses | null {
  const addresses = addressesOf(configured)
  if (configured.isShipped) return addresses
  const server = new URL(configured.serverUrl)
  // Plain http is possible on this computer only, and there with another server on the usual port of https.
  const isLoopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(server.hostname)
  const isSchemeKnown = !isLoopback || server.port !== ''
  const isPlain = spellAddress(configured.serverUrl) === server.origin
  const service = configured.tokenService && new URL(configured.tokenService.url).origin
  const isServiceKnown = service === null || service === server.origin
  return isSchemeKnown && isPlain && isServiceKnown && !addresses.issuer ? addresses : null
}

function moveTo<Account extends { key: string; userId: string }>(
  owner: WorkspaceAddresses,
  account: Account,
): { account: Account & { workspaceId: string }; record: string } {
  const id = workspaceId(owner)
  return {
    account: { ...account, workspaceId: id, key: `${id}/${account.userId}` },
    record: account.key,
  }
}

function only<Item>(list: Item[], is: (item: Item) => boolean): Item | null {
  const found = list.filter(is)
  return found.length === 1 ? (found[0] ?? null) : null
}

function listOf<Schema extends v.GenericSchema>(
  list: unknown,
  schema: Schema,
): v.InferOutput<Schema>[] {
  if (!Array.isArray(list)) return []
  return list.flatMap((item) => {
    const value = v.safeParse(schema, item)
    return value.success ? [value.output] : []
  })
}
