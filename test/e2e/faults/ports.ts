import assert from 'node:assert/strict'
import { createServerTime } from '../../../main/auth/renewal/serverTime.ts'
import { Failure } from '../../../main/auth/errors.ts'
import type { Keychain } from '../../../main/keychain/client.ts'
import { createRecords } from '../../../main/keychain/records.ts'
import { Lost, type Group, type Row, type Seen } from './row.ts'

/** The capacity of an entry in Windows' Credential Manager; a longer one is refused with this message. */
const windowsLimitBytes = 2_560
const windowsWords = 'The stub received bad data'

const secrets = (size: number, letter: string) => ({
  token: `header.${letter.repeat(40)}.signature`,
  refreshCredential: letter.repeat(size),
  issuedFor: {
    server: 'https://chat.example',
    tokenService: 'https://api.example/token',
    issuer: null,
  },
})

/** Windows' keychain as far as it matters: entries that hold so much, and a power cut after so many calls. */
function windowsKeychain(entries: Map<string, string>, calls = Infinity): Keychain {
  let left = calls
  const call = async <Value>(take: () => Value): Promise<Value> => {
    left -= 1
    // After the cut nothing answers any more, as nobody is there to hear it.
    return left < 0 ? new Promise(() => undefined) : take()
  }
  return {
    get: (account) => call(() => entries.get(account) ?? null),
    set: (account, password) =>
      call(() => {
        if (Buffer.byteLength(password) > windowsLimitBytes) {
          throw new Failure('keychainUnavailable', windowsWords)
        }
        entries.set(account, password)
      }),
    delete: (account) => call(() => entries.delete(account)),
  }
}

async function fullEntry(): Promise<Seen> {
  const entries = new Map<string, string>()
  const inOneEntry = createRecords(windowsKeychain(entries), Infinity)
  const refused = await inOneEntry.write('alice', secrets(6_000, 'a'))
  assert.ok(refused.kind === 'refused', 'in one entry it does not fit')
  assert.match(refused.failure.message, /stub received bad data/)
  const records = createRecords(windowsKeychain(entries), windowsLimitBytes)
  await records.write('alice', secrets(6_000, 'a'))
  const back = await records.read('alice')
  if (JSON.stringify(back) !== JSON.stringify(secrets(6_000, 'a'))) throw new Lost('the secret')
  const sizes = [...entries.values()].map((entry) => Buffer.byteLength(entry))
  assert.ok(sizes.every((size) => size <= windowsLimitBytes))
  await records.remove('alice')
  assert.equal(entries.size, 0, 'nothing of it stays when it is wiped')
  return {
    saw: `nothing: ${sizes.length} entries of at most ${Math.max(...sizes)} bytes`,
    recoveredMs: null,
  }
}

/** A cut before each call in turn: the old record or the new one, never none and never a mixture. */
async function cutBetweenParts(): Promise<Seen> {
  const [old, next] = [secrets(6_000, 'a'), secrets(9_000, 'b')].map((each) => JSON.stringify(each))
  let cuts = 0
  for (;;) {
    const entries = new Map<string, string>()
    await createRecords(windowsKeychain(entries), windowsLimitBytes).write(
      'alice',
      secrets(6_000, 'a'),
    )
    const cut = createRecords(windowsKeychain(entries, cuts), windowsLimitBytes)
    const isDone = await Promise.race([
      cut.write('alice', secrets(9_000, 'b')).then(() => true),
      new Promise<false>((resolve) => setImmediate(() => setImmediate(() => resolve(false)))),
    ])
    const after = createRecords(windowsKeychain(entries), windowsLimitBytes)
    const read = JSON.stringify(await after.read('alice'))
    if (read !== old && read !== next) throw new Lost(`the secret, when cut before call ${cuts}`)
    await after.remove('alice')
    assert.equal(entries.size, 0, `cut before call ${cuts}: a piece stays for ever`)
    if (isDone) break
    cuts += 1
  }
  assert.ok(cuts > 8, `only ${cuts} cuts were tried`)
  return {
    saw: `nothing: the old record or the new one after each of ${cuts} cuts`,
    recoveredMs: null,
  }
}

/** The person, or NTP, sets the computer's clock by a day while the app runs. */
function localClockSet(byMs: number): Promise<Seen> {
  let wall = Date.parse('2026-03-01T12:00:00Z')
  let monotonic = 0
  const clock = { now: () => wall, monotonic: () => monotonic, after: () => () => undefined }
  const time = createServerTime(clock)
  time.learn(wall + 30_000)
  const before = time.now()
  wall += byMs
  assert.equal(time.now(), before, 'the server’s time has not moved')
  monotonic += 60_000
  wall += 60_000
  assert.equal(time.now(), before + 60_000, 'and goes on as it did')
  const skew = Math.round(time.skewMs() / 1000)
  assert.equal(
    skew,
    Math.round((30_000 - byMs) / 1000),
    'the window shows local times all the same',
  )
  return Promise.resolve({ saw: `nothing: the clocks differ by ${skew} s`, recoveredMs: null })
}

const dayMs = 86_400_000
const noWindows = 'at the port, for there is no Windows here: a keychain with its limit'
const noClock = 'at the port, for a test may not set the computer’s clock: a clock turned by hand'

const rows: Row[] = [
  { fault: 'a record is larger than an entry of Windows holds', how: noWindows, run: fullEntry },
  {
    fault: 'a write over several entries is cut between them',
    how: `${noWindows}, that answers nothing after a number of calls`,
    run: cutBetweenParts,
  },
  {
    fault: 'the computer’s clock is set back a day in mid-run',
    how: noClock,
    run: () => localClockSet(-dayMs),
  },
  {
    fault: 'the computer’s clock is set forward a day in mid-run',
    how: noClock,
    run: () => localClockSet(dayMs),
  },
]

export const ports: Group = { name: 'At the port', rows }
