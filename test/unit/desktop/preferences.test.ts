import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import type { Autostart } from '../../../main/desktop/autostart.ts'
import type { Level } from '../../../main/logging/log.ts'
import { createPreferences } from '../../../main/desktop/preferences.ts'
import { createSettings } from '../../../main/settings/settings.ts'
import type { Preferences } from '../../../preload/contract.ts'
import { FakeStore } from '../../support/fakes.ts'
import { preferences as usual } from '../../components/harness/views.ts'

interface Circumstances {
  isPackaged: boolean
  level: Level | null
  isAutostartFixed: boolean
  refuses: boolean
}

function open(store = new FakeStore(), change: Partial<Circumstances> = {}) {
  const { isPackaged = true, level = null, isAutostartFixed = false, refuses = false } = change
  const settings = createSettings(store, () => 'profile-name')
  const applied: Preferences[] = []
  let changes = 0
  let isStarting = false
  const autostart: Autostart = {
    isOn: () => isStarting,
    isFixed: () => isAutostartFixed,
    look: () => false,
    switchTo(isOn) {
      if (refuses) throw new Failure('systemRefused', 'No.')
      isStarting = isOn
    },
  }
  const preferences = createPreferences({
    store: settings,
    autostart,
    developerMode: {
      isOn: () => !isPackaged || settings.developerMode(),
      isFixed: () => !isPackaged,
      switchTo: (isOn) => settings.setDeveloperMode(isOn),
    },
    logLevel: { read: () => level ?? 'info', isFixed: () => level !== null },
    apply: (preferences) => void applied.push(preferences),
    changed: () => void (changes += 1),
  })
  return { preferences, store, applied, changes: () => changes }
}

test('the defaults switch nothing on that was not asked for, and apply from the start', () => {
  const { preferences, applied, store } = open()
  assert.deepEqual(preferences.read(), usual)
  assert.deepEqual(preferences.fixed(), [])
  assert.deepEqual(applied, [usual])
  assert.equal(store.values.has('preferences'), false)
})

test('a change applies at once and survives the run; the others stay', () => {
  const { preferences, store, applied, changes } = open()
  preferences.change({ theme: 'dark', tray: true })
  preferences.change({ developerMode: true, launchAtLogin: true, logLevel: 'debug' })
  const wanted: Preferences = {
    ...usual,
    theme: 'dark',
    tray: true,
    developerMode: true,
    launchAtLogin: true,
    logLevel: 'debug',
  }
  assert.deepEqual(preferences.read(), wanted)
  assert.deepEqual(applied.at(-1), wanted)
  assert.equal(changes(), 2)
  // The system keeps the start at login.
  assert.deepEqual(open(store).preferences.read(), { ...wanted, launchAtLogin: false })
})

const wrong: unknown[] = [undefined, null, 7, 'dark', [], {}, { theme: 'mauve' }, { tray: 'yes' }]

test('a damaged preference counts as its default, and the others stay', () => {
  for (const value of wrong) {
    const store = new FakeStore()
    store.values.set('preferences', value)
    assert.deepEqual(open(store).preferences.read(), usual, JSON.stringify(value))
  }
  const store = new FakeStore()
  store.values.set('preferences', {
    theme: 'light',
    tray: 1,
    logLevel: 'loud',
    notifySignIn: false,
  })
  const { preferences } = open(store)
  assert.deepEqual(preferences.read(), { ...usual, theme: 'light', notifySignIn: false })
  preferences.change({ tray: true })
  assert.deepEqual(preferences.read(), {
    ...usual,
    theme: 'light',
    notifySignIn: false,
    tray: true,
  })
})

test('a field of a later version stays in the file and goes nowhere else', () => {
  const store = new FakeStore()
  store.values.set('preferences', { theme: 'dark', hue: 'teal' })
  const { preferences } = open(store)
  preferences.change({ keepWindow: false })
  assert.equal((store.values.get('preferences') as Record<string, unknown>)['hue'], 'teal')
  assert.ok(!('hue' in preferences.read()))
})

test('a fixed preference ignores the file, and changing it changes nothing', () => {
  const store = new FakeStore()
  store.values.set('preferences', { logLevel: 'error' })
  const decided = open(store, { isPackaged: false, level: 'debug', isAutostartFixed: true })
  const { preferences } = decided
  assert.deepEqual(preferences.fixed(), ['launchAtLogin', 'developerMode', 'logLevel'])
  const { developerMode, logLevel } = preferences.read()
  assert.deepEqual([developerMode, logLevel], [true, 'debug'])
  for (const patch of [{ developerMode: false }, { logLevel: 'info' }, { launchAtLogin: true }]) {
    assert.throws(() => preferences.change({ theme: 'dark', ...patch } as never), {
      code: 'notAllowed',
    })
  }
  assert.equal(preferences.read().theme, 'system')
  assert.equal(decided.changes(), 0)
})

test('a system that refuses is said, and the other changes are in force all the same', () => {
  const { preferences, applied, changes } = open(new FakeStore(), { refuses: true })
  const patch = { theme: 'light', launchAtLogin: true } as const
  assert.throws(() => preferences.change(patch), { code: 'systemRefused' })
  assert.deepEqual(preferences.read(), { ...usual, theme: 'light' })
  assert.equal(applied.at(-1)?.theme, 'light')
  assert.equal(changes(), 1)
})

test('a start in the tray writes the start at login again, where it is on', () => {
  const { preferences } = open()
  preferences.change({ startHidden: true })
  assert.equal(preferences.read().launchAtLogin, false)
  preferences.change({ launchAtLogin: true })
  const refusing = open(new FakeStore(), { refuses: true })
  refusing.preferences.change({ startHidden: true })
  assert.equal(refusing.preferences.read().startHidden, true)
})
