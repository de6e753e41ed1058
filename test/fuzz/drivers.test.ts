import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createDice } from './drivers/dice.ts'
import { runSeed } from './drivers/drivers.ts'
import { runSteps } from './drivers/run.ts'

/** `npm run fuzz -- --seeds=10000` looks further. */
const seeds = { gate: 15, clocks: 30, session: 40, vault: 60, keyring: 80 }

for (const [name, count] of Object.entries(seeds)) {
  test(`${count} random runs of the driver "${name}" keep every promise`, async () => {
    for (let seed = 1; seed <= count; seed += 1) {
      const failure = await runSeed(name, seed)
      assert.equal(failure, null, failure ?? '')
    }
  })
}

test('a seed repeats its choices, and another makes others', () => {
  const roll = (seed: number) => {
    const dice = createDice(seed)
    return Array.from({ length: 20 }, () => dice.integer(1, 1_000))
  }
  assert.deepEqual(roll(7), roll(7))
  assert.notDeepEqual(roll(7), roll(8))
  const many = createDice(1)
  const mean = Array.from({ length: 10_000 }, () => many.number()).reduce((a, b) => a + b) / 10_000
  assert.ok(mean > 0.48 && mean < 0.52, `${mean}`)
})

/** Violations of each invariant, made by hand. */
const faults: Record<string, { fault: Parameters<typeof runSteps>[1]['begin']; says: RegExp }> = {
  'a message that arrives twice': {
    async fault(ground) {
      const { chat, clock, harness } = ground
      await signIn(ground)
      ground.sendMessage(false)
      await clock.turn(1_000)
      const [message] = chat.taken
      const token = harness.run.session.signedIn()?.activeSession.token() ?? null
      assert.ok(message)
      void chat.send(message, token, new AbortController().signal)
    },
    says: /message 1 is sent again/,
  },
  'a message that overtakes another': {
    async fault(ground) {
      const { chat, clock } = ground
      const message = { userId: 'alice', orderingKey: 'a channel', isBad: false }
      const send = (id: number) => chat.send({ ...message, id }, null, new AbortController().signal)
      void send(2)
      await clock.turn(1_000)
      void send(1)
      await clock.turn(1_000)
    },
    says: /message 1 arrives after 2/,
  },
  'a status without a socket': {
    async fault(ground) {
      await signIn(ground)
      for (const socket of ground.chat.open) socket.close()
    },
    says: /the status says connected, and alice has no socket/,
  },
  'a socket and a timer left behind': {
    async fault({ chat, clock }) {
      chat.connect({ kind: 'user', userId: 'alice', name: null, image: null }, null, {
        welcome: () => undefined,
        closed: () => undefined,
        asking: () => undefined,
      })
      clock.after(1_000_000_000, () => undefined)
    },
    says: /a socket is open, and the state is signedOut/,
  },
  'a secret that the index does not know': {
    async fault(ground) {
      await signIn(ground)
      for (const { account } of ground.harness.index.list())
        ground.harness.index.remove(account.key)
    },
    says: /the keychain holds team\/alice, and the index does not know/,
  },
  'renewals without a pause': {
    async fault({ service }) {
      for (let count = 0; count < 30; count += 1) {
        const calledOff = new AbortController()
        service.renew('alice', 'none', calledOff.signal).catch(() => undefined)
        calledOff.abort()
      }
    },
    says: /30 renewals in a minute/,
  },
  'two renewals at once': {
    async fault({ service }) {
      for (let count = 0; count < 2; count += 1) {
        service.renew('alice', 'none', new AbortController().signal).catch(() => undefined)
      }
    },
    says: /two renewals at once/,
  },
  'a token that goes to another server than the one it was issued for': {
    async fault({ service, chat, clock }) {
      const signal = new AbortController().signal
      const granted = service.signIn('alice', 'alice-sandbox', signal)
      await clock.turn(1_000)
      const { token } = await granted
      chat.origin = 'https://two.example'
      const message = { id: 1, userId: 'alice', orderingKey: 'a channel', isBad: false }
      void chat.send(message, token, signal)
    },
    says: /a token of https:\/\/one.example is sent to https:\/\/two.example/,
  },
  "a token of somebody else's": {
    async fault({ service, chat, clock }) {
      const signal = new AbortController().signal
      const granted = service.signIn('bob', 'bob-sandbox', signal)
      await clock.turn(1_000)
      const { token } = await granted
      const message = { id: 1, userId: 'alice', orderingKey: 'a channel', isBad: false }
      void chat.send(message, token, signal)
    },
    says: /a token of bob is used for alice/,
  },
}

for (const [name, { fault, says }] of Object.entries(faults)) {
  test(`a run would notice ${name}`, async () => {
    const run = runSteps(1, { count: 1, steps: [[1, () => undefined]], begin: fault })
    await assert.rejects(run, ({ message }: Error) => says.test(message.split('\n')[0] ?? ''))
  })
}

async function signIn(
  ground: Parameters<Parameters<typeof runSteps>[1]['begin']>[0],
): Promise<void> {
  ground.call('sign in alice', () =>
    ground.harness.run.session.signIn(
      { method: 'service', userId: 'alice', password: 'alice-sandbox' },
      true,
    ),
  )
  await ground.clock.turn(2_000)
}
