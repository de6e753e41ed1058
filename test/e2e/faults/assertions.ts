import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sandbox } from '../../../sandbox/server.ts'
import { keyringItems, secretIn } from '../../support/app/secretTool.ts'
import type { LaunchedApp } from '../harness.ts'
import { aliceAndBob } from '../../support/app/page.ts'
import { Lost } from './row.ts'
import { pause, until } from '../../support/app/waiting.ts'

interface Index {
  profile: string
  current?: string
  accounts?: { account: { userId: string; key: string }; stage: string }[]
}

/** The account is in the index and its secret in the keychain, whoever reads them. */
export async function assertSaved(app: LaunchedApp, userId = 'alice'): Promise<void> {
  await assertAccountSaved(app, userId)
  const found = await secretOf(app, userId)
  if (!found?.includes('"token":"ey')) throw new Lost(`the secret of ${userId} in the keychain`)
}

/** The account is in the index, whatever became of its secret. */
export async function assertAccountSaved(app: LaunchedApp, userId = 'alice'): Promise<void> {
  const entry = (await readIndex(app)).accounts?.find(({ account }) => account.userId === userId)
  if (entry?.stage !== 'kept') throw new Lost(`the account ${userId} (${entry?.stage ?? 'gone'})`)
}

/** Neither the index nor the keychain knows this user. */
export async function assertErased(app: LaunchedApp, userId: string): Promise<void> {
  const { accounts = [] } = await readIndex(app)
  const users = accounts.map(({ account }) => account.userId)
  assert.ok(!users.includes(userId), `the index still has ${userId}`)
  await assertNoSecret(app, userId)
}

/** Waits until a wipe is finished: the index entry goes after the secret. */
export async function waitUntilErased(app: LaunchedApp, userId: string): Promise<void> {
  await until(`${userId} is wiped`, async () => {
    const { accounts = [] } = await readIndex(app)
    const isThere = accounts.some(({ account }) => account.userId === userId)
    // Rows before may have left other accounts in the profile, each with an entry of its own.
    return isThere || (await entriesOf(app)) > accounts.length ? null : true
  })
}

/** The keychain gives nothing for this user. What it gives is not compared, which would print it. */
export async function assertNoSecret(app: LaunchedApp, userId: string): Promise<void> {
  assert.ok((await secretOf(app, userId)) === null, `the keychain has a secret of ${userId}`)
}

/** The message is on the server once: not lost, not doubled. */
export async function assertArrivedOnce(
  sandbox: Sandbox,
  text: string,
  limitMs = 8_000,
  cid = aliceAndBob.cid,
): Promise<void> {
  const count = () => countOf(sandbox, cid, text)
  try {
    await until(text, async () => ((await count()) > 0 ? true : null), limitMs)
  } catch {
    throw new Lost(`the message “${text}”`)
  }
  // A second copy would be on its way now.
  await pause(250)
  assert.equal(await count(), 1, 'the message is on the server once')
}

/** How often the token service was called since the counters were set back. */
export function assertTokenServiceCalls(sandbox: Sandbox, least: number, most = least): void {
  const calls = sandbox.faults.counters().tokenServiceCalls
  const isWithin = calls >= least && calls <= most
  assert.ok(isWithin, `${calls} calls of the token service, not ${least} to ${most}`)
}

/** Waits until the server has so many sockets open. */
export async function waitForSockets(
  sandbox: Sandbox,
  count: number,
  limitMs = 10_000,
): Promise<void> {
  const isReached = () => (sandbox.faults.counters().socketsOpen === count ? true : null)
  await until(`${count} open sockets`, isReached, limitMs)
}

/** The content of the settings file. */
export async function readIndex({ userData }: LaunchedApp): Promise<Index> {
  try {
    return JSON.parse(await readFile(join(userData, 'settings.json'), 'utf8')) as Index
  } catch {
    return { profile: '' }
  }
}

/** The secret as a tool that is not Latchkey finds it; null when there is none. */
export async function secretOf(app: LaunchedApp, userId: string): Promise<string | null> {
  const { profile } = await readIndex(app)
  // The label ends in `workspace/user (profile)`.
  const item = (await keyringItems(app.desktop)).find((text) =>
    text.includes(`/${userId} (${profile})`),
  )
  return item === undefined ? null : secretIn(item)
}

/** The number of entries of this profile in the keychain. */
async function entriesOf(app: LaunchedApp): Promise<number> {
  const { profile } = await readIndex(app)
  const items = await keyringItems(app.desktop)
  return items.filter((text) => text.includes(`(${profile})`)).length
}

/** Bob is in every channel that is written to. */
async function countOf(
  { url, apiKey, issueToken }: Sandbox,
  cid: string,
  text: string,
): Promise<number> {
  const [type, id] = cid.split(':')
  const query = `api_key=${apiKey}&user_id=bob`
  const answer = await fetch(`${url}/channels/${type}/${id}/query?${query}`, {
    method: 'POST',
    headers: {
      Authorization: await issueToken('bob'),
      'stream-auth-type': 'jwt',
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({ state: true, messages: { limit: 300 } }),
  }).catch(() => null)
  if (!answer?.ok) return 0
  const { messages } = (await answer.json()) as { messages: { text: string }[] }
  return messages.filter((message) => message.text === text).length
}
