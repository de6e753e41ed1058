import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hasTrayHost } from '../../../main/desktop/trayHost.ts'
import { wasStartedAtLogin } from '../../../main/platform/atLogin.ts'
import type { BusCall, BusValue } from '../../../main/platform/busMessage.ts'
import { FakeClock } from '../../support/fakes.ts'

/** A bus that gives these answers, one a call; the last one stays. */
function ask(answers: (BusValue | Error)[], platform: NodeJS.Platform = 'linux') {
  const clock = new FakeClock()
  const calls: BusCall[] = []
  const found = hasTrayHost({
    platform,
    clock,
    async call(call) {
      calls.push(call)
      const answer = answers[Math.min(calls.length, answers.length) - 1] ?? false
      if (answer instanceof Error) throw answer
      return answer
    },
  })
  return { clock, calls, found }
}

test('a desktop with a registered host shows tray icons', async () => {
  const { calls, found } = ask([true])
  assert.equal(await found, true)
  assert.deepEqual(calls[0]?.args, [
    'org.kde.StatusNotifierWatcher',
    'IsStatusNotifierHostRegistered',
  ])
})

test('a panel that starts after the app is waited for', async () => {
  const { clock, calls, found } = ask([new Error('no such name'), false, true])
  await clock.turn(2_000)
  assert.equal(await found, true)
  assert.equal(calls.length, 3)
})

for (const answer of [new Error('no bus'), false, 'yes']) {
  test(`a desktop that answers ${String(answer)} is asked for about 10 s and then has no tray`, async () => {
    const { clock, calls, found } = ask([answer])
    await clock.turn(9_000)
    assert.equal(await found, false)
    assert.equal(calls.length, 10)
  })
}

test('Windows and a Mac always have a tray, and nobody is asked', async () => {
  for (const platform of ['win32', 'darwin'] as const) {
    const { calls, found } = ask([false], platform)
    assert.equal(await found, true)
    assert.deepEqual(calls, [])
  }
})

test('a start at login is known by its switch, on a Mac by what the system says', () => {
  const app = (wasOpenedAtLogin: boolean) => ({
    getLoginItemSettings: () => ({ wasOpenedAtLogin }) as Electron.LoginItemSettings,
  })
  const started = (argv: string[], platform: NodeJS.Platform, said = false) =>
    wasStartedAtLogin(app(said), { argv, platform })
  assert.equal(started(['latchkey', '--at-login'], 'linux'), true)
  assert.equal(started(['latchkey', '--at-login=1'], 'win32'), false)
  assert.equal(started(['latchkey'], 'linux', true), false)
  assert.equal(started(['latchkey'], 'darwin', true), true)
  assert.equal(started(['latchkey', '--at-login'], 'darwin', false), false)
})
