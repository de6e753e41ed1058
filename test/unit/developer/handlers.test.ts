import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createDeveloperHandlers, type DeveloperOptions } from '../../../main/developer/handlers.ts'

test('while developer mode is off each of its calls is refused before anything is done', () => {
  const forbidden = new Proxy({}, { get: () => assert.fail('It was asked.') })
  const handlers = createDeveloperHandlers({
    mode: { isOn: () => false },
    session: forbidden,
    secretClipboard: forbidden,
    workspaces: forbidden,
    sandbox: forbidden,
    check: () => assert.fail('It was asked.'),
    found: () => undefined,
  } as unknown as DeveloperOptions)
  const calls = Object.entries(handlers) as [string, (request: unknown) => unknown][]
  assert.ok(calls.length > 10)
  for (const [name, call] of calls) assert.throws(() => call({}), { code: 'notAllowed' }, name)
})
