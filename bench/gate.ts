import { createGate, type Gate } from '../main/auth/requests/gate.ts'
import { createGateLog } from '../main/auth/requests/gateLog.ts'
import { Token } from '../main/auth/token/token.ts'
import { systemClock } from '../main/platform/clock.ts'
import type { Cost } from './sample.ts'

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined }
const count = 10_000
const rounds = 9

/**
 * The cost of an open gate for a request that is answered at once, compared with the same request without a gate: one after the
 * other, and 10,000 at a time, of which most have to wait for a place.
 */
export async function measureGate(): Promise<Cost[]> {
  const single: Cost = {
    name: 'the gate, a request when nothing expires',
    unit: 'µs',
    samples: [],
    limit: 10,
  }
  const many: Cost = {
    name: 'the gate, each of 10,000 at once',
    unit: 'µs',
    samples: [],
    limit: 10,
  }
  const part = (claims: object) => Buffer.from(JSON.stringify(claims)).toString('base64url')
  const token = new Token(`${part({ alg: 'HS256' })}.${part({ user_id: 'alice' })}.none`)
  for (let round = 0; round <= rounds; round += 1) {
    const gate = createGate({
      listener: createGateLog(silent, systemClock),
      clock: systemClock,
      random: Math.random,
      on: { refused: () => undefined, accepted: () => undefined, lost: () => undefined },
    })
    gate.open(token)
    const took = {
      single: (await oneByOne(() => pass(gate))) - (await oneByOne(request)),
      many: (await atOnce(() => pass(gate))) - (await atOnce(request)),
    }
    // The first round only warms up.
    if (round === 0) continue
    single.samples.push(took.single)
    many.samples.push(took.many)
  }
  return [single, many]
}

function pass(gate: Gate): Promise<number> {
  return gate.pass(request)
}

/** A request without a network. */
async function request(): Promise<number> {
  return 1
}

async function oneByOne(ask: () => Promise<number>): Promise<number> {
  const startedAt = performance.now()
  for (let done = 0; done < count; done += 1) await ask()
  return microsecondsEach(startedAt)
}

async function atOnce(ask: () => Promise<number>): Promise<number> {
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: count }, ask))
  return microsecondsEach(startedAt)
}

function microsecondsEach(startedAt: number): number {
  return ((performance.now() - startedAt) / count) * 1_000
}
