import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import * as v from 'valibot'
import { levels } from '../../main/logging/log.ts'
import { savedPreferences, type SavedPreferences } from '../../main/settings/preferences.ts'
import { createSettings, recover } from '../../main/settings/settings.ts'
import { FakeStore } from '../support/fakes.ts'
import { anyJson, mutated, plain } from './json.ts'
import { fuzz } from './run.ts'

const good = plain(
  fc.record({
    theme: fc.constantFrom('system' as const, 'light' as const, 'dark' as const),
    language: fc.constantFrom('system' as const, 'en' as const, 'de' as const),
    keepWindow: fc.boolean(),
    tray: fc.boolean(),
    closeToTray: fc.boolean(),
    startHidden: fc.boolean(),
    saveChats: fc.boolean(),
    notifySignIn: fc.boolean(),
    notifyMessages: fc.boolean(),
    logLevel: fc.constantFrom('error' as const, 'warn' as const, 'info' as const, 'debug' as const),
  }),
)
const usual: SavedPreferences = v.parse(savedPreferences, undefined)

function isGood(name: keyof SavedPreferences, value: unknown): boolean {
  if (name === 'theme') return ['system', 'light', 'dark'].some((good) => good === value)
  if (name === 'language') return ['system', 'en', 'de'].some((good) => good === value)
  if (name === 'logLevel') return levels.some((level) => level === value)
  return typeof value === 'boolean'
}

function open(preferences: unknown) {
  const store = new FakeStore()
  store.values.set('preferences', preferences)
  return createSettings(store, () => 'profile-name')
}

test('good preferences are read as they were written', async (t) => {
  await fuzz(
    t,
    500,
    fc.property(good, (preferences) => {
      assert.deepEqual(open(preferences).preferences(), preferences)
    }),
  )
})

test('whatever is in the file, each preference is the good one or its default, and can be changed', async (t) => {
  const names = Object.keys(usual) as (keyof SavedPreferences)[]
  const content = fc.oneof(
    anyJson,
    mutated(good),
    fc.dictionary(fc.constantFrom(...names), anyJson),
  )
  await fuzz(
    t,
    3_000,
    fc.property(content, good, fc.constantFrom(...names), (content, wanted, name) => {
      const settings = open(content)
      const read = settings.preferences()
      const given = new Map(Object.entries(Object(content) as object))
      for (const each of names) {
        const value: unknown = given.get(each)
        assert.equal(read[each], isGood(each, value) ? value : usual[each], each)
      }
      settings.setPreferences({ [name]: wanted[name] })
      const changed = settings.preferences()
      // What a later version may have added is not ours to compare.
      for (const each of names) assert.equal(changed[each], (each === name ? wanted : read)[each])
    }),
  )
})

test('preferences that are wrong do not make the settings around them a broken file', async (t) => {
  await fuzz(
    t,
    500,
    fc.property(anyJson, (preferences) => {
      assert.equal(recover({ profile: 'abc', preferences }), null)
    }),
  )
})
