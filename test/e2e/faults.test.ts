import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { groups } from './faults/groups.ts'
import { openFaultHarness, type FaultHarness } from './faults/faultHarness.ts'
import { runRow } from './faults/run.ts'

/** One or two rows of each group of `npm run faults`, those that are quick. */
const chosen = [
  'during a renewal the token service cuts the connection',
  'during a renewal the token service refuses with 401 and a reason',
  'during a renewal the token service gives the ended token again and again',
  'at a sign-in the token service answers with the token of another user',
  'at a sign-in the token service redirects to another origin',
  'the chat server refuses the connection with code 42',
  'the chat server refuses a message with code 40',
  'the chat server does what it is asked and every answer is lost',
  'the chat server answers a message with 503',
  'the network goes while a message is on its way',
  'this computer’s clock is a day behind the servers’',
  'start without a network',
  'the app is killed 10 ms into a sign-out',
  'the page’s process crashes four times in a row',
  'the keyring is locked at the start and unlocked later',
  'the settings are cut in half',
  'the disk is full in mid-run',
]

let harness: FaultHarness | null = null
// Only Linux has a tool that looks into the keychain from outside.
const skip = process.platform === 'linux' ? false : 'the faults are injected on Linux'

before(async () => {
  if (!skip) harness = await openFaultHarness()
})
after(() => harness?.close())

for (const group of groups) {
  for (const row of group.rows.filter(({ fault }) => chosen.includes(fault))) {
    test(`${row.fault}: the app survives it`, { skip }, async () => {
      assert.ok(harness)
      const { problem, lost, isForeseen } = await runRow(group, row, harness)
      assert.equal(problem, null)
      assert.ok(isForeseen, `lost: ${lost}`)
    })
  }
}

test('npm run faults has at least 60 faults, each by a name of its own', () => {
  const faults = groups.flatMap(({ rows }) => rows.map(({ fault }) => fault))
  assert.ok(faults.length >= 60, `only ${faults.length}`)
  assert.equal(new Set(faults).size, faults.length)
  for (const fault of chosen) assert.ok(faults.includes(fault), `there is no fault “${fault}”`)
})
