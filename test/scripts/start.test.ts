import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, utimesSync } from 'node:fs'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { nodePath, signalsToPass } from '../../scripts/start.mjs'
import { projectWithScripts } from './temporary.ts'

const bounds = {
  skip: process.platform === 'linux' ? false : 'the stand-in for Electron is a shell script',
  timeout: 10_000,
}

test('the tour runs on the node among the dependencies', () => {
  assert.equal(nodePath('linux'), 'node_modules/node/bin/node')
  assert.equal(nodePath('darwin'), 'node_modules/node/bin/node')
  assert.equal(nodePath('win32'), 'node_modules/node/bin/node.exe')
})

test("a terminal's Ctrl-C reaches the app by itself, so it is not sent twice", () => {
  assert.deepEqual(signalsToPass(true), ['SIGTERM', 'SIGHUP'])
  assert.deepEqual(signalsToPass(false), ['SIGTERM', 'SIGHUP', 'SIGINT'])
})

test('the app gets the arguments, and its exit code is the answer', bounds, async (t) => {
  const { app, text } = start(t, 'echo "$@" "[$ELECTRON_RUN_AS_NODE]"; exit 7', [
    '--config=a b.json',
  ])
  const [code] = await once(app, 'close')
  assert.match(text(), /\. --config=a b\.json \[\]\n$/)
  assert.equal(code, 7)
})

test('a signal is passed on to the app, which may end in its own way', bounds, async (t) => {
  const { app, text } = start(
    t,
    // It ends by itself, or one that was left behind would keep the test's pipes open for ever.
    'trap "echo saved; exit 3" TERM; echo ready; for i in $(seq 160); do sleep 0.05; done',
  )
  while (!text().includes('ready')) await once(app.stdout, 'data')
  app.kill('SIGTERM')
  const [code] = await once(app, 'close')
  assert.match(text(), /saved\n$/)
  assert.equal(code, 3)
})

test('an app that a signal ended is reported as such', bounds, async (t) => {
  const [code, signal] = await once(start(t, 'kill -KILL $$').app, 'close')
  assert.deepEqual([code, signal], [null, 'SIGKILL'])
})

test('without a display the tour is run instead, and said so', bounds, async (t) => {
  const { app, text } = start(t, 'exit 9', ['--fast'], { DISPLAY: '', WAYLAND_DISPLAY: '' })
  const [code] = await once(app, 'close')
  assert.match(text(), /no display here: running the guided tour/)
  assert.match(text(), /tour given scripts\/tour\.ts --fast\n/)
  assert.equal(code, 0)
})

/** Starts a built project in which Electron is a shell script, and so is the node that would run the tour. */
function start(t: TestContext, electron: string, args: string[] = [], env: NodeJS.ProcessEnv = {}) {
  const root = projectWithScripts(t, {
    'package.json': '{}',
    'out/main/index.js': '',
    'out/preload/index.cjs': '',
    'out/renderer/index.html': '',
    'runtime/electron': `#!/bin/sh\n${electron}\n`,
    'node_modules/node/bin/node': '#!/bin/sh\necho tour given "$@"\n',
  })
  utimesSync(path.join(root, 'package.json'), 1000, 1000)
  chmodSync(path.join(root, 'runtime/electron'), 0o755)
  chmodSync(path.join(root, 'node_modules/node/bin/node'), 0o755)
  const runtime = { ELECTRON_OVERRIDE_DIST_PATH: path.join(root, 'runtime') }
  const surroundings = { DISPLAY: ':0', ELECTRON_RUN_AS_NODE: '1', ...runtime }
  const app = spawn(process.execPath, [path.join(root, 'scripts/start.mjs'), ...args], {
    env: { ...process.env, ...surroundings, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  t.after(() => app.kill('SIGKILL'))
  let said = ''
  app.stdout.on('data', (chunk) => (said += String(chunk)))
  app.stderr.on('data', (chunk) => (said += String(chunk)))
  return { app, text: () => said }
}
