import assert from 'node:assert/strict'
import { writeConfig } from '../../support/app/driver.ts'
import type { FaultHarness } from './faultHarness.ts'
import { waitForAlert, waitForSignIn } from '../../support/app/page.ts'
import type { Group, Row, Seen } from './row.ts'

type Change = (good: Record<string, unknown>) => unknown

/** A wrong file is told with the field, and the app starts all the same, with what it has of its own. */
async function refuse(harness: FaultHarness, change: Change, words: RegExp): Promise<Seen> {
  await harness.signedOut()
  const config = await writeConfig(harness.desktop, change({ ...harness.config }))
  const app = await harness.launch({ config })
  const alert = await waitForAlert(app.page, words)
  assert.ok(!alert.includes('latchkey-sandbox'), 'what stands in the file is not repeated')
  await waitForSignIn(app.page)
  await app.page.getByText('Sign in to Sandbox').waitFor()
  return { saw: alert.slice(alert.indexOf('is not used')), recoveredMs: null }
}

const changes: [what: string, change: Change, words: RegExp][] = [
  ['is not JSON', () => '{"name": "Acme",', /not JSON/],
  ['is JSON, but no object', () => '"Acme"', /not a JSON object/],
  ['has no name', (good) => ({ ...good, name: undefined }), /“name” is missing/],
  ['has an empty API key', (good) => ({ ...good, apiKey: ' ' }), /“apiKey” is empty/],
  ['has no server URL', (good) => ({ ...good, serverUrl: undefined }), /“serverUrl” is missing/],
  [
    'has a server URL without https',
    (good) => ({ ...good, serverUrl: 'http://chat.example.com' }),
    /“serverUrl” must start with https/,
  ],
  [
    'has a token service URL that is none',
    (good) => ({ ...good, tokenService: { url: 'chat-token' } }),
    /“tokenService\.url” is not a URL/,
  ],
  [
    'asks for a sign-in that there is not',
    (good) => ({ ...good, tokenService: { url: 'https://a.example/t', signIn: 'fingerprint' } }),
    /“tokenService\.signIn” must be/,
  ],
  ['has an unknown field', (good) => ({ ...good, serverURL: 'x' }), /“serverURL” is unknown/],
  [
    'has a text for a truth value',
    (good) => ({ ...good, developerMode: 'yes' }),
    /“developerMode” must be boolean/,
  ],
]

async function absent(harness: FaultHarness): Promise<Seen> {
  await harness.signedOut()
  const app = await harness.launch({ config: '/nowhere/latchkey.json' })
  const alert = await waitForAlert(app.page, /no such file/)
  await waitForSignIn(app.page)
  return { saw: alert, recoveredMs: null }
}

const rows: Row[] = [
  ...changes.map(([what, change, words]) => ({
    fault: `the configuration ${what}`,
    how: 'a real file, given with --config to the real app',
    run: (harness: FaultHarness) => refuse(harness, change, words),
  })),
  { fault: 'the configuration is not there', how: '--config names no file', run: absent },
]

export const configurations: Group = { name: 'Configuration', rows }
