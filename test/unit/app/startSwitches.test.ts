import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keepOwnSwitches } from '../../../main/app/startSwitches.ts'

/** Starts an app with these switches and variables, and tells what it did about them. */
function start(
  switches: string[],
  { isPackaged = true, env = {} }: { isPackaged?: boolean; env?: NodeJS.ProcessEnv } = {},
) {
  const removed: string[] = []
  const restarts: (string[] | undefined)[] = []
  const programs: (string | undefined)[] = []
  let exits = 0
  const app = {
    isPackaged,
    commandLine: { removeSwitch: (name: string) => void removed.push(name) },
    relaunch(options?: { args?: string[]; execPath?: string }) {
      restarts.push(options?.args)
      programs.push(options?.execPath)
    },
    exit: () => void (exits += 1),
  }
  keepOwnSwitches(app, ['/opt/Latchkey/latchkey', ...switches], env)
  assert.equal(exits, restarts.length)
  return { removed: removed.filter((name) => !name.startsWith('opt/')), restarts, programs, env }
}

test('a switch that reads or redirects traffic is removed, and so is an unknown one', () => {
  const names = [
    'log-net-log',
    'net-log-capture-mode',
    'ssl-key-log-file',
    'remote-debugging-port',
    'remote-debugging-pipe',
    'remote-allow-origins',
    'ignore-certificate-errors',
    'ignore-certificate-errors-spki-list',
    'allow-insecure-localhost',
    'allow-running-insecure-content',
    'host-rules',
    'host-resolver-rules',
    'proxy-server',
    'proxy-pac-url',
    'proxy-bypass-list',
    'proxy-auto-detect',
    'no-proxy-server',
    'auth-server-allowlist',
    'disable-web-security',
    'disable-site-isolation-trials',
    'disable-features',
    'enable-features',
    'enable-blink-features',
    'blink-settings',
    'load-extension',
    'unsafely-treat-insecure-origin-as-secure',
    'gpu-launcher',
    'renderer-cmd-prefix',
    'utility-cmd-prefix',
    'browser-subprocess-path',
    'enable-logging',
    'log-file',
    'inspect',
    'a-switch-of-a-later-chromium',
  ]
  const { removed, restarts } = start(names.map((name) => `--${name}=x`))
  assert.deepEqual(removed, names)
  assert.deepEqual(restarts, [])
})

test('each spelling that Chromium reads as a switch is read as one', () => {
  const given = ['-log-net-log=F', '--log-net-log', ' --log-net-log=F', '/log-net-log=F=G']
  assert.deepEqual(
    start(given).removed,
    given.map(() => 'log-net-log'),
  )
})

test('our own switches stay, and those about the screen, the language and assistive technology', () => {
  const kept = [
    '--config=/etc/team.json',
    '--user-data-dir=/tmp/x',
    '--ozone-platform=wayland',
    '--force-device-scale-factor=2',
    '--force-renderer-accessibility',
    '--lang=de',
    '--no-sandbox',
  ]
  assert.deepEqual(start([...kept, 'latchkey://open']).removed, [])
})

for (const early of [
  'trace-startup',
  'trace-startup-file',
  'trace-config-file',
  'enable-tracing',
  'js-flags',
  'single-process',
]) {
  test(`--${early}, which is read before any code of ours, starts the app again without it`, () => {
    const link = 'latchkey://open?workspace=--x'
    const given = ['--lang=de', `--${early}=x`, '--log-net-log=F', '--config=C', link]
    assert.deepEqual(start(given).restarts, [['--lang=de', '--config=C', link]])
    assert.deepEqual(start(['--lang=de', '--config=C', link]).restarts, [], 'and once only')
  })
}

test('an AppImage is started again as the file that it is, and never as another AppImage', () => {
  const image = '/home/luke/Latchkey.AppImage'
  for (const [APPDIR, program] of [
    ['/opt/Latchkey', image],
    ['/tmp/.mount_terminal', undefined],
  ] as const) {
    const { programs } = start(['--js-flags=x'], { env: { APPIMAGE: image, APPDIR } })
    assert.deepEqual(programs, [program])
  }
})

test('the variables that write the keys of TLS or change Node are removed, and no others', () => {
  const env = { SSLKEYLOGFILE: 'F', sslkeylogfile: 'F', NODE_DEBUG: 'http', HOME: '/home/luke' }
  start([], { env })
  assert.deepEqual(env, { HOME: '/home/luke' })
})

test('in development every switch and variable stays', () => {
  const env = { SSLKEYLOGFILE: 'F' }
  const { removed, restarts } = start(['--remote-debugging-port=0', '--trace-startup'], {
    isPackaged: false,
    env,
  })
  assert.deepEqual([removed, restarts, env], [[], [], { SSLKEYLOGFILE: 'F' }])
})
