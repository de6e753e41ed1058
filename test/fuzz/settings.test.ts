import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { readAddress } from '../../main/network/address.ts'
import { createSettings, recover } from '../../main/settings/settings.ts'
import { readContent, serialize, version, type Values } from '../../main/settings/schema.ts'
import { openSettingsFile } from '../../main/settings/file.ts'
import { FakeMainLog } from '../support/fakeLog.ts'
import { startOfTime } from '../support/fakes.ts'
import {
  anyJson,
  anyText,
  deepText,
  mutated,
  mutatedText,
  plain,
  words,
  type Json,
} from './json.ts'
import { fuzz } from './run.ts'
import { en } from '../../main/text/en.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-fuzz-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const path = join(folder, 'settings.json')

const ways = ['service', 'oidc', 'static', 'guest'] as const
const stages = ['saving', 'kept', 'deleting'] as const
const address = fc.webUrl({ validSchemes: ['https'] })
const account = plain(
  fc.record({
    account: fc.record({
      key: words,
      workspaceId: words,
      kind: fc.constantFrom('user' as const, 'guest' as const, 'anonymous' as const),
      userId: words,
      name: words,
      image: fc.option(fc.webUrl()),
    }),
    method: fc.constantFrom(...ways),
    stage: fc.constantFrom(...stages),
  }),
)
const workspace = plain(
  fc.record({
    name: words,
    apiKey: words,
    serverUrl: address,
    tokenService: fc.option(
      fc.record({ url: address, signIn: fc.constantFrom('password' as const, 'none' as const) }),
    ),
  }),
)
const place = plain(
  fc.record({
    x: fc.integer(),
    y: fc.integer(),
    width: fc.nat(),
    height: fc.nat(),
    isMaximized: fc.boolean(),
  }),
)

const good = fc.record({
  profile: fc.stringMatching(/^[\da-f]{8}$/),
  accounts: fc.array(account, { maxLength: 4 }),
  current: words,
  workspaces: fc.array(workspace, { maxLength: 3 }),
  workspace: words,
  window: place,
})

/** A start with a file of this content, in a folder that has no other; what it was taken for. */
function open(content: string | Uint8Array) {
  for (const name of readdirSync(folder)) rmSync(join(folder, name))
  writeFileSync(path, content)
  const { kind } = readContent(path, recover)
  const file = openSettingsFile({
    folder,
    openFile: () => ({
      set store(values: Values) {
        writeFileSync(path, serialize(values))
      },
    }),
    recover,
    log: new FakeMainLog(),
    now: () => startOfTime,
    changed: () => undefined,
  })
  return { kind, file, settings: createSettings(file.store, () => 'made-anew') }
}

test('a good file is read whole, each setting as it was written', async (t) => {
  await fuzz(
    t,
    500,
    fc.property(good, (values) => {
      const { kind, settings } = open(serialize(values))
      assert.equal(kind, 'valid')
      assert.equal(settings.profile(), values.profile)
      assert.deepEqual(settings.accounts.list(), values.accounts)
      assert.equal(settings.accounts.current(), values.current)
      assert.deepEqual(settings.workspaces(), values.workspaces)
      assert.equal(settings.workspace(), values.workspace)
      assert.deepEqual(settings.window(), values.window)
    }),
  )
})

test('any other file is read as far as it is good, and every setting can be asked for and set', async (t) => {
  const content = fc.oneof(
    anyText,
    deepText,
    fc.uint8Array(),
    anyJson.map((json) => JSON.stringify(json)),
    mutated(good).map((json) => JSON.stringify(json)),
    mutatedText(good.map(serialize)),
    fc
      .tuple(mutated(good), anyJson)
      .map(([json, version]) => JSON.stringify({ ...(json as Values), version })),
  )
  const kinds = new Set<string>()
  await fuzz(
    t,
    700,
    fc.property(content, workspace, account, (content, workspace, account) => {
      const { kind, settings, file } = open(content)
      kinds.add(kind)
      assert.equal(typeof settings.profile(), 'string')
      for (const { account, method, stage } of settings.accounts.list()) {
        for (const text of [account.key, account.workspaceId, account.userId, account.name]) {
          assert.equal(typeof text, 'string')
        }
        assert.ok(ways.includes(method) && stages.includes(stage))
      }
      const current = settings.accounts.current()
      assert.ok(current === null || typeof current === 'string')
      for (const { serverUrl } of settings.workspaces()) readAddress(serverUrl, 'serverUrl')
      const window = settings.window()
      assert.ok(window === null || Number.isFinite(window.x + window.width))

      assert.ok(file.notices(en).every((notice) => notice.length < 1_000))
      // A newer version's file is not written, and the index says so.
      if (kind === 'newer') return assert.throws(() => settings.accounts.put(account))
      settings.accounts.put(account)
      settings.setWorkspaces([workspace])
      const isSame = (entry: typeof account) => entry.account.key === account.account.key
      assert.deepEqual(settings.accounts.list().find(isSame), account)
      assert.deepEqual(settings.workspaces(), [workspace])
    }),
  )
  assert.deepEqual([...kinds].toSorted(), ['broken', 'damaged', 'newer', 'valid'])
})

test('what is wrong in one place costs nothing in another: the profile and the other accounts stay', async (t) => {
  const changed = fc.tuple(
    good.filter(({ accounts }) => accounts.length > 0),
    fc.nat(),
    mutated(account),
    fc.dictionary(
      fc.constantFrom('current', 'workspaces', 'workspace', 'window', 'theme'),
      anyJson,
    ),
  )
  await fuzz(
    t,
    1_000,
    fc.property(changed, ([values, at, flawed, others]) => {
      const place = at % values.accounts.length
      const accounts: unknown[] = values.accounts.with(place, flawed as never)
      const { settings } = open(serialize({ ...values, ...others, accounts }))
      assert.equal(settings.profile(), values.profile)
      const kept = settings.accounts.list()
      const rest = values.accounts.filter((_, other) => other !== place)
      assert.deepEqual(
        kept.filter((entry) => rest.some((other) => isSame(entry, other))),
        rest,
      )
    }),
  )
})

test('a file of a later version is known for one', async (t) => {
  await fuzz(
    t,
    500,
    fc.property(mutated(good), fc.integer({ min: version + 1 }), (json, later) => {
      const text = JSON.stringify({ ...(json as Record<string, Json>), version: later })
      assert.equal(open(text).kind, 'newer')
    }),
  )
})

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
