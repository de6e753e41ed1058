import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as v from 'valibot'
import { createFaultHandlers } from '../../../main/developer/faults.ts'
import { schemas } from '../../../main/ipc/schemas.ts'
import {
  chatModes as chatModesOfSandbox,
  createFaults,
  moderationModes as moderationModesOfSandbox,
  noFaults,
  socketModes as socketModesOfSandbox,
  tokenServiceModes as tokenServiceModesOfSandbox,
  type Faults,
} from '../../../sandbox/faults.ts'
import { codes, Refusal } from '../../../sandbox/refusal.ts'
import type { SandboxOrder } from '../../../main/workspaces/sandboxHost.ts'
import type { SandboxFaultsPatch, Workspace } from '../../../preload/contract.ts'
import {
  chatOptions,
  moderationOptions,
  refusalOptions,
  socketOptions,
  tokenServiceOptions,
} from '../../../renderer/developer/faults/options.ts'
import { openSignedIn, openHarness, outcome, type Harness } from '../auth/harness.ts'

const settings = { current: noFaults, defaults: noFaults }

function open(harness: Harness, source: Workspace['source'] = 'sandbox') {
  const orders: SandboxOrder[] = []
  const patches: (SandboxFaultsPatch | undefined)[] = []
  const switches = createFaultHandlers({
    session: harness.run.session,
    workspaces: { current: () => ({ source }) as Workspace },
    sandbox: {
      async faults(patch) {
        patches.push(patch)
        return settings
      },
      async act(order) {
        orders.push(order)
        return settings
      },
    },
  })
  return { ...switches, orders, patches }
}

test('switches are read and changed', async () => {
  const bench = open(openHarness())
  assert.deepEqual(await bench.readFaults(undefined), settings)
  await bench.changeFaults({ network: 'off' })
  assert.deepEqual(bench.patches, [undefined, { network: 'off' }])
})

test('while the workspace is not the sandbox there are none', async () => {
  const bench = open(await openSignedIn(), 'app')
  assert.equal(await bench.readFaults(undefined), null)
  for (const attempt of [bench.changeFaults({}), bench.runSandboxAction('cut')])
    assert.equal(await outcome(Promise.resolve(attempt)), 'notFound')
  assert.deepEqual([bench.orders, bench.patches], [[], []])
})

test('the tokens of the signed-in account end, also a guest’s', async () => {
  const harness = await openSignedIn()
  const bench = open(harness)
  await bench.runSandboxAction('expire')
  await harness.run.session.signIn({ method: 'guest', name: 'Ada' }, false)
  await bench.runSandboxAction('revoke')
  await bench.runSandboxAction('reset')
  assert.deepEqual(bench.orders, [
    { action: 'expire', user_id: 'alice' },
    { action: 'revoke', user_id: 'guest-1-ada' },
    { action: 'reset' },
  ])
})

test('signed out or anonymous there is no token to end; sockets can be cut', async () => {
  const { run } = openHarness()
  const bench = open({ run } as Harness)
  const expire = () => outcome(Promise.resolve(bench.runSandboxAction('expire')))
  assert.equal(await expire(), 'notSignedIn')
  await run.session.signIn({ method: 'anonymous', userId: 'x' }, false)
  assert.equal(await expire(), 'notSignedIn')
  await bench.runSandboxAction('cut')
  assert.deepEqual(bench.orders, [{ action: 'cut' }])
})

test('each switch of the sandbox passes the bridge, and the sandbox refuses any other value', () => {
  const values: Record<string, unknown[]> = {
    tokenService: [...tokenServiceModesOfSandbox],
    chat: [...chatModesOfSandbox],
    sockets: [...socketModesOfSandbox],
    network: ['on', 'off'],
    moderation: [...moderationModesOfSandbox],
    refuseWith: [null, ...Object.keys(codes).map(Number), 4711],
    disableAuthChecks: [true, false],
    odd: [true, false],
    tokenLifeSeconds: ['forever', -1, 3600],
  }
  for (const name of Object.keys(noFaults) as (keyof Faults)[]) {
    for (const value of values[name] ?? [1, 0]) {
      assert.ok(v.is(schemas.changeFaults, { [name]: value }), `${name} ${String(value)}`)
      assert.equal(createFaults().change({ [name]: value })[name], value)
    }
    for (const value of ['nonsense', [], {}])
      assert.throws(() => createFaults().change({ [name]: value }), Refusal, name)
    for (const value of [[], {}, Infinity, 'x'.repeat(41)])
      assert.equal(v.is(schemas.changeFaults, { [name]: value }), false, name)
  }
  assert.throws(() => createFaults().change({ weather: 'bad' }), Refusal)
  const tooMany = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [index, 1]))
  for (const patch of [null, [], new Map(), tooMany])
    assert.equal(v.is(schemas.changeFaults, patch), false)
})

test('the window has words for each way the sandbox can behave', () => {
  const sorted = (values: unknown[]) => values.map(String).sort()
  const pairs: [shown: { value: unknown; label: string }[], values: readonly unknown[]][] = [
    [tokenServiceOptions(), tokenServiceModesOfSandbox],
    [chatOptions(), chatModesOfSandbox],
    [socketOptions(), socketModesOfSandbox],
    [moderationOptions(), moderationModesOfSandbox],
    [refusalOptions(), [null, ...Object.keys(codes)]],
  ]
  for (const [shown, values] of pairs) {
    assert.deepEqual(sorted(shown.map(({ value }) => value)), sorted([...values]))
    assert.equal(new Set(shown.map(({ label }) => label)).size, shown.length, 'each by a name')
  }
})
