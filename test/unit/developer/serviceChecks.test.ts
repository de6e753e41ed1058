import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { createServiceChecks, type Check } from '../../../main/developer/serviceChecks.ts'
import type { CheckReport, Finding } from '../../../preload/contract.ts'
import { outcome } from '../auth/harness.ts'

const request = {
  url: 'https://a.example',
  userId: 'al',
  password: 'x',
  signIn: 'password',
} as const

/** A check that a test carries out by hand. */
function open() {
  const found: string[] = []
  const running: { tell(probe: string): void; end(): void; signal: AbortSignal }[] = []
  const check: Check = ({ url }, tell, signal) =>
    new Promise((resolve) => {
      running.push({
        tell: (probe) => tell({ probe } as Finding),
        end: () => resolve({ url } as CheckReport),
        signal,
      })
    })
  const checks = createServiceChecks({
    workspaces: { tokenService: async () => ({ url: 'https://b.example', signIn: 'none' }) },
    fetch,
    language: () => 'en',
    check,
    found: ({ probe }) => void found.push(probe),
  })
  const run = () => outcome(Promise.resolve(checks.checkTokenService(request)))
  return { checks, run, found, running }
}

test('findings are told as they come, and the report is the answer', async () => {
  const { run, found, running } = open()
  const answer = run()
  running[0]?.tell('reachable')
  assert.deepEqual(found, ['reachable'])
  running[0]?.end()
  assert.deepEqual(await answer, { url: request.url })
})

test('one that is stopped answers at once, is called off, and tells nothing more', async () => {
  const { checks, run, found, running } = open()
  const answer = run()
  await checks.stopCheck(undefined)
  assert.equal(await answer, 'aborted')
  assert.equal(running[0]?.signal.aborted, true)
  running[0]?.tell('late')
  assert.deepEqual(found, [])
})

test('there is one at a time: a new one ends the one before', async () => {
  const { run, found, running } = open()
  const first = run()
  const second = run()
  assert.equal(await first, 'aborted')
  running[0]?.tell('of the first')
  running[1]?.tell('of the second')
  running[1]?.end()
  assert.deepEqual(await second, { url: request.url })
  assert.deepEqual(found, ['of the second'])
})

test('an error about bad input is passed on with its field', async () => {
  const bad = new Failure('badInput', 'The field userId is empty.', { field: 'userId' })
  const checks = createServiceChecks({
    workspaces: { tokenService: async () => null },
    fetch,
    language: () => 'en',
    check: () => Promise.reject(bad),
    found: () => undefined,
  })
  await assert.rejects(async () => checks.checkTokenService(request), bad)
})

test('stopping when none is under way does nothing, to the next one either', async () => {
  const { checks, run, running } = open()
  await checks.stopCheck(undefined)
  const answer = run()
  assert.equal(running[0]?.signal.aborted, false)
  running[0]?.end()
  assert.deepEqual(await answer, { url: request.url })
})

test('the workspace’s own token service is told', async () => {
  const { checks } = open()
  const told = await checks.readTokenService(undefined)
  assert.deepEqual(told, { url: 'https://b.example', signIn: 'none' })
})
