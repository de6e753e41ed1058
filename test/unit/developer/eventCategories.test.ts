import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { effectOf } from '../../../main/developer/eventCategories.ts'

/** By category, events of each word that main logs. */
const expected = {
  session: ['signIn.begun', 'restore.done', 'session.left'],
  connection: ['connection.opening'],
  renewal: ['renewal.planned', 'token.refused'],
  requests: ['requests.held'],
  keychain: ['keychain.call', 'index.unwritable', 'wipe.postponed'],
  system: ['app.started', 'system.suspended', 'sandbox.exit', 'settings.trouble', 'call.failed'],
}

for (const [category, events] of Object.entries(expected)) {
  test(`${events.join(', ')}: category ${category}`, () => {
    for (const event of events) assert.equal(effectOf(event).category, category)
  })
}

test('an unknown event belongs to the system, begins nothing and ends nothing', () => {
  for (const event of [
    '',
    'new',
    'constructor',
    '__proto__.x',
    'toString.call',
    'connectionless.x',
  ])
    assert.deepEqual(effectOf(event), { category: 'system', begins: null, ends: [], alsoEnds: [] })
})

test('each event that begins or ends something is one that main logs', () => {
  const logged = new Set(sources('main').flatMap(eventsIn))
  assert.ok(logged.size > 20)
  const known = sources('main/developer/eventCategories.ts').flatMap((text) =>
    [...text.matchAll(/^ {2}'(\w+\.\w+)': \{/gm)].map(([, event]) => event),
  )
  assert.ok(known.length > 15)
  for (const event of known) assert.ok(logged.has(event ?? ''), event)
})

function sources(path: string): string[] {
  if (path.endsWith('.ts')) return [readFileSync(path, 'utf8')]
  if (path.endsWith('sandbox')) return []
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() || entry.name.endsWith('.ts') ? sources(join(path, entry.name)) : [],
  )
}

function eventsIn(text: string): string[] {
  return [...text.matchAll(/log\.\w+\(\s*'(\w+\.\w+)'/g)].map(([, event = '']) => event)
}
