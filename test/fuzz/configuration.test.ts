import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readAddress } from '../../main/network/address.ts'
import { readConfiguration, type Configuration } from '../../main/settings/configuration.ts'
import { anyJson, anyText, deepText, mutated, mutatedText, words } from './json.ts'
import { fuzz } from './run.ts'

const url = fc.oneof(
  fc.webUrl({ validSchemes: ['https'], withQueryParameters: true }),
  fc.constantFrom(
    'http://127.0.0.1:8440',
    'http://localhost/chat',
    'http://[::1]:1',
    ' https://a ',
  ),
)
const filled = words.filter((text) => text.trim() !== '')

const good = fc.record(
  {
    name: filled,
    apiKey: filled,
    serverUrl: url,
    tokenService: fc.record(
      { url, signIn: fc.constantFrom('password' as const, 'none' as const) },
      { requiredKeys: ['url'] },
    ),
    developerMode: fc.boolean(),
    updates: fc.record({ url }),
  },
  { requiredKeys: ['name', 'apiKey', 'serverUrl'] },
)

/** Reads a configuration of this text, or one whose reading fails with this message. */
function read(file: { text: string } | { problem: string }): Configuration {
  return readConfiguration({
    argv: [],
    env: {},
    resources: '/resources',
    cwd: '/',
    read() {
      if ('problem' in file) throw new Error(file.problem)
      return file.text
    },
  })
}

test('a good file is read as it is written, indented or not, with a byte order mark or without', async (t) => {
  const mark = fc.constantFrom('', '\uFEFF')
  await fuzz(
    t,
    2_000,
    fc.property(good, mark, fc.nat({ max: 4 }), (file, mark, indent) => {
      const configuration = read({ text: mark + JSON.stringify(file, null, indent) })
      assert.deepEqual(configuration, {
        kind: 'read',
        workspace: {
          name: file.name.trim(),
          apiKey: file.apiKey.trim(),
          serverUrl: file.serverUrl,
          tokenService: file.tokenService ? { signIn: 'password', ...file.tokenService } : null,
        },
        developerMode: file.developerMode ?? false,
        feed: file.updates?.url.trim() ?? null,
        isShipped: true,
      })
    }),
  )
})

test('any other file is told of in one sentence that a person can read, or can be used as it is', async (t) => {
  const text = fc.oneof(
    anyText,
    deepText,
    anyJson.map((json) => JSON.stringify(json)),
    mutated(good).map((json) => JSON.stringify(json)),
    mutatedText(good.map((file) => JSON.stringify(file))),
    // A whole file or a secret, pasted where a word was wanted.
    fc
      .tuple(mutated(good), fc.integer({ min: 1, max: 50_000 }))
      .map(([json, length]) =>
        JSON.stringify({ ...(json as object), developerMode: 'secret'.repeat(length) }),
      ),
  )
  let [taken, refused] = [0, 0]
  await fuzz(
    t,
    4_000,
    fc.property(text, (text) => {
      const configuration = read({ text })
      if (configuration.kind === 'read') {
        taken += 1
        assertUsable(configuration)
      } else {
        refused += 1
        assertSentence(configuration)
      }
    }),
  )
  assert.ok(taken > 50 && refused > 500, `${taken} taken, ${refused} refused`)
})

test('a file that cannot be read is told of in one sentence too', async (t) => {
  await fuzz(
    t,
    500,
    fc.property(anyText, (problem) => assertSentence(read({ problem }))),
  )
})

function assertUsable({ workspace }: Configuration & { kind: 'read' }): void {
  const { name, apiKey, serverUrl, tokenService } = workspace
  assert.ok(name.trim() !== '' && apiKey.trim() !== '')
  for (const url of [serverUrl, ...(tokenService ? [tokenService.url] : [])])
    readAddress(url, 'serverUrl')
}

function assertSentence(configuration: Configuration): void {
  assert.ok(configuration.kind === 'wrong')
  const { problem } = configuration
  assert.match(problem, /^The configuration \S+latchkey\.json is not used: .*\.$/)
  assert.doesNotMatch(problem, /\p{Cc}/u)
  assert.ok(problem.length <= 400, `${problem.length} characters`)
}
