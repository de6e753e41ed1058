import assert from 'node:assert/strict'
import { subscribe } from 'node:diagnostics_channel'
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { scan, type Finding } from '../../scripts/scan.ts'
import { argued } from './findings.ts'

const sockets: unknown[] = []
subscribe('net.client.socket', (socket) => sockets.push(socket))

function written(findings: Finding[]): string[] {
  return findings.map(({ check, file, confidence }) => `${check} ${file} ${confidence}`).toSorted()
}

/** What is found in one file of this name and content. */
async function scanText(name: string, text: string) {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-findings-'))
  try {
    await writeFile(join(folder, name), text)
    // Which settings are the usual ones depends on the version.
    await copyFile('package.json', join(folder, 'package.json'))
    return await scan(folder, [name, 'package.json'])
  } finally {
    await rm(folder, { recursive: true })
  }
}

test('Electronegativity reads all of the app and finds what is argued: nothing new, nothing gone', async () => {
  const { findings, unread } = await scan('.', ['main', 'preload', 'renderer', 'package.json'])
  assert.deepEqual(unread, [])
  assert.deepEqual(written(findings), written(argued))
})

test('it would find a window with Node and without walls, and an address opened unseen', async () => {
  const { findings } = await scanText(
    'window.ts',
    `export function open(address: string): void {
       const window = new BrowserWindow({
         webPreferences: {
           nodeIntegration: true,
           contextIsolation: false,
           webSecurity: false,
           experimentalFeatures: true,
           enableBlinkFeatures: 'X',
           allowRunningInsecureContent: true,
         },
       })
       // Of a window that names its sandbox it does not look at nodeIntegration.
       new BrowserWindow({ webPreferences: { sandbox: false } })
       void window.loadURL('http://example.com/')
       void shell.openExternal(address)
     }`,
  )
  const checks = findings.map(({ check }) => check)
  for (const check of [
    'NODE_INTEGRATION_JS_CHECK',
    'CONTEXT_ISOLATION_JS_CHECK',
    'SANDBOX_JS_CHECK',
    'WEB_SECURITY_JS_CHECK',
    'EXPERIMENTAL_FEATURES_JS_CHECK',
    'BLINK_FEATURES_JS_CHECK',
    'INSECURE_CONTENT_JS_CHECK',
    'HTTP_RESOURCES_JS_CHECK',
    'OPEN_EXTERNAL_JS_CHECK',
    'LIMIT_NAVIGATION_GLOBAL_CHECK',
    'PERMISSION_REQUEST_HANDLER_GLOBAL_CHECK',
    'CSP_GLOBAL_CHECK',
  ]) {
    assert.ok(checks.includes(check), `${check} is not among ${checks.join(', ')}`)
  }
})

test('it would find a policy that lets in scripts of any kind, and a webview that may open windows', async () => {
  const { findings } = await scanText(
    'index.html',
    `<meta http-equiv="Content-Security-Policy" content="script-src 'self' 'unsafe-inline'" />
     <webview src="https://example.com/" allowpopups></webview>`,
  )
  assert.deepEqual(
    written(findings).filter((line) => /CSP|POPUP/.test(line)),
    ['ALLOWPOPUPS_HTML_CHECK index.html certain', 'CSP_GLOBAL_CHECK index.html certain'],
  )
})

test('a file that it cannot read is told', async () => {
  const { unread } = await scanText('broken.ts', 'const = 1')
  assert.equal(unread.length, 1)
  assert.match(unread[0] ?? '', /^broken\.ts: /)
})

test('it asks nobody on the network', () => {
  assert.deepEqual(sockets, [])
})
