import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, before, test } from 'node:test'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import type { Bridge } from '../../preload/contract.ts'
import { startDesktop, type Desktop } from '../support/app/desktop.ts'
import { electronCommand, newUserData } from '../support/app/driver.ts'
import { targets } from '../support/app/attach.ts'
import { place, start, startPackaged, until, type PackagedApp } from './app.ts'
import { makeIntruder, type Intruder } from './intruder.ts'

/** The fuse of WebAssembly is not here: it is about speed, and not in every Electron. */
const fuses: [fuse: keyof typeof FuseV1Options, isOn: boolean][] = [
  ['RunAsNode', false],
  ['EnableCookieEncryption', true],
  ['EnableNodeOptionsEnvironmentVariable', false],
  ['EnableNodeCliInspectArguments', false],
  ['EnableEmbeddedAsarIntegrityValidation', true],
  ['OnlyLoadAppFromAsar', true],
  ['LoadBrowserProcessSpecificV8Snapshot', false],
  ['GrantFileProtocolExtraPrivileges', false],
]

const debuggerIsOpen = /Debugger listening/
const isLinux = process.platform === 'linux'
const onlyLinux = { skip: isLinux ? false : 'only here can keys be pressed from outside' }
const notWindows = { skip: process.platform === 'win32' ? 'Windows has no signals' : false }

let desktop: Desktop
let intruder: Intruder
let app: PackagedApp

before(async () => {
  desktop = await startDesktop()
  intruder = await makeIntruder(desktop.folder)
  app = await startPackaged({
    desktop,
    userData: await newUserData(desktop),
    env: intruder.env,
    switches: [...intruder.args, '--inspect=0'],
  })
})
after(async () => {
  await app?.kill()
  await desktop?.stop()
})

test('every fuse is set as decided', async () => {
  const wire = await getCurrentFuseWire(place.executable)
  for (const [fuse, isOn] of fuses) {
    assert.equal(wire[FuseV1Options[fuse]], isOn ? FuseState.ENABLE : FuseState.DISABLE, fuse)
  }
  const unknown = Object.keys(wire).filter((fuse) => fuse !== 'version' && !(fuse in FuseV1Options))
  assert.deepEqual(unknown, [], 'fuses that nobody has decided')
})

test('the app runs foreign code neither as a Node nor by the options of one', async () => {
  await app.page.getByRole('tab', { name: 'Sign in' }).waitFor()
  assert.deepEqual(intruder.ways(), [])
})

test('a plain Electron runs it, so that these were the right ways', async () => {
  const { executable } = electronCommand()
  const another = await makeIntruder(desktop.folder)
  execFileSync(executable, another.args, { env: { ...desktop.env, ...another.env } })
  assert.deepEqual(another.ways(), ['run as Node', 'options of Node'])
})

test('--inspect opens no debugger', async () => {
  await app.page.getByRole('tab', { name: 'Sign in' }).waitFor()
  assert.doesNotMatch(app.output(), debuggerIsOpen)
})

test('no key opens the developer tools', onlyLinux, async () => {
  pressKeys()
  await app.page.waitForTimeout(500)
  assert.deepEqual(await tools(app.port), [])
})

test('a script in the window cannot turn developer mode on: that takes an answer to a native question', async () => {
  const isOn = await app.page.evaluate(async () => {
    const { latchkey } = window as unknown as { latchkey: Bridge }
    const changing = latchkey.changePreferences({ developerMode: true })
    const waited = new Promise((resolve) => setTimeout(resolve, 1_000))
    await Promise.race([changing, waited])
    const view = await latchkey.readView()
    return view.ok && view.value.developerMode
  })
  assert.equal(isOn, false)
})

test('the signal that opens the debugger ends the app instead', notWindows, async () => {
  app.process.kill('SIGUSR1')
  await until(() => app.process.signalCode !== null)
  assert.equal(app.process.signalCode, 'SIGUSR1')
  assert.doesNotMatch(app.output(), debuggerIsOpen)
})

test(
  'in development the same switch and keys open both, so that they were the right ones',
  onlyLinux,
  async () => {
    const { executable, switches } = electronCommand()
    const development = await start(executable, [...switches, '.'], {
      desktop,
      userData: await newUserData(desktop),
      switches: ['--inspect=0', '--remote-debugging-port=0'],
    })
    try {
      assert.match(development.output(), debuggerIsOpen)
      pressKeys()
      await until(async () => (await tools(development.port)).length > 0)
    } finally {
      await development.kill()
    }
  },
)

function pressKeys(): void {
  const xdotool = (...args: string[]) =>
    execFileSync('xdotool', args, { env: desktop.env, timeout: 15_000 })
  // The page can be there before the window is.
  xdotool('search', '--sync', '--onlyvisible', '--name', '^Latchkey$')
  xdotool('key', 'ctrl+shift+i')
}

async function tools(port: number): Promise<unknown[]> {
  return (await targets(port)).filter(({ url }) => url.startsWith('devtools:'))
}
