import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import type { App } from 'electron'
import { createAutostart, type AutostartOptions } from '../../../main/desktop/autostart.ts'
import { entryText, isEntryFor, launchOf } from '../../../main/desktop/desktopEntry.ts'
import { newFolder } from '../../support/settingsFolder.ts'

const launch = { program: '/opt/Latchkey/latchkey', args: ['--user-data-dir=/home/x/p'] }

/** The login items of a Mac or of Windows, as far as Electron tells of them. */
class LoginItems {
  isOn = false
  /** Whether somebody, or something, does not let it be changed. */
  isStubborn = false
  readonly asked: unknown[] = []

  getLoginItemSettings(item: unknown) {
    this.asked.push(item)
    return { openAtLogin: this.isOn }
  }

  setLoginItemSettings(item: { openAtLogin: boolean }) {
    this.asked.push(item)
    if (!this.isStubborn) this.isOn = item.openAtLogin
  }
}

function open(t: TestContext, change: Partial<AutostartOptions> = {}) {
  const items = new LoginItems()
  const entryPath = join(newFolder(t), 'config', 'autostart', 'latchkey.desktop')
  const autostart = createAutostart({
    platform: 'linux',
    isPackaged: true,
    app: items as unknown as App,
    entryPath,
    name: 'Latchkey',
    launch,
    ...change,
  })
  return { autostart, items, entryPath }
}

test('on Linux an entry appears in the autostart folder, alone in it, and goes again', (t) => {
  const { autostart, entryPath } = open(t)
  assert.equal(autostart.look(), false)
  autostart.switchTo(true)
  assert.equal(autostart.isOn(), true)
  assert.deepEqual(readdirSync(join(entryPath, '..')), ['latchkey.desktop'])
  assert.match(
    readFileSync(entryPath, 'utf8'),
    /^\[Desktop Entry\]\nType=Application\nName=Latchkey\n/,
  )
  autostart.switchTo(false)
  assert.equal(autostart.isOn(), false)
  assert.equal(existsSync(entryPath), false)
  autostart.switchTo(false)
})

test('on Linux a change that the person made to the entry counts', (t) => {
  const { autostart, entryPath } = open(t)
  autostart.switchTo(true)
  const text = readFileSync(entryPath, 'utf8')
  for (const changed of [
    `${text}Hidden=true\n`,
    text.replace('enabled=true', 'enabled=false'),
    text.replace('/opt/', '/somewhere/else/'),
    '',
    'not an entry',
  ]) {
    writeFileSync(entryPath, changed)
    assert.equal(autostart.look(), true, changed)
    assert.equal(autostart.isOn(), false, changed)
    writeFileSync(entryPath, text)
    autostart.look()
    assert.equal(autostart.isOn(), true)
  }
  // Another program's keys and groups are nobody's business.
  writeFileSync(entryPath, `${text}X-Other=1\n[Desktop Action quit]\nHidden=true\nExec=x\n`)
  assert.equal(autostart.look(), false)
})

test('on Linux a folder that cannot be written is said, and nothing is on', (t) => {
  const { autostart, entryPath } = open(t)
  mkdirSync(join(entryPath, '..', '..'), { recursive: true })
  writeFileSync(join(entryPath, '..'), 'a file in the way')
  assert.throws(() => autostart.switchTo(true), { code: 'systemRefused' })
  assert.equal(autostart.isOn(), false)
})

test('on Windows the system is told the program and its arguments, and asked with the same', (t) => {
  const run = { program: 'C:\\Programs\\Latchkey.exe', args: ['--user-data-dir=C:\\My data', '-x'] }
  const { autostart, items } = open(t, { platform: 'win32', launch: run })
  autostart.switchTo(true)
  const item = { path: run.program, args: ['"--user-data-dir=C:\\My data"', '-x'] }
  assert.deepEqual(items.asked, [{ ...item, openAtLogin: true }, item])
  assert.equal(autostart.isOn(), true)
})

test('a system that keeps its own counsel is said to have refused, and its answer is the truth', (t) => {
  const { autostart, items } = open(t, { platform: 'darwin' })
  items.isStubborn = true
  assert.throws(() => autostart.switchTo(true), { code: 'systemRefused' })
  assert.equal(autostart.isOn(), false)
  items.isOn = true
  assert.equal(autostart.look(), true)
  assert.equal(autostart.isOn(), true)
})

test('an unpackaged run on a Mac has nothing to switch', (t) => {
  const { autostart, items } = open(t, { platform: 'darwin', isPackaged: false })
  items.isOn = true
  autostart.look()
  assert.deepEqual([autostart.isFixed(), autostart.isOn()], [true, false])
  assert.equal(open(t, { isPackaged: false }).autostart.isFixed(), false)
})

test('a run is started again as it was: its profile, its configuration, from any folder', () => {
  const run = {
    argv: ['electron', '.', '--user-data-dir=profile', '--config=/etc/acme.json', '--no-sandbox'],
    env: {},
    cwd: '/home/x',
    execPath: '/opt/electron',
    appPath: '/home/x/latchkey',
  }
  assert.deepEqual(launchOf(run), {
    program: '/opt/electron',
    args: [
      '/home/x/latchkey',
      '--user-data-dir=/home/x/profile',
      '--config=/etc/acme.json',
      '--at-login',
    ],
  })
  const installed = {
    ...run,
    argv: ['latchkey'],
    appPath: null,
    execPath: '/tmp/.mount_x/latchkey',
  }
  assert.deepEqual(launchOf({ ...installed, env: { APPIMAGE: '/home/x/Latchkey.AppImage' } }), {
    program: '/home/x/Latchkey.AppImage',
    args: ['--at-login'],
  })
})

test('an entry starts the right program, with any characters in its path', () => {
  for (const path of [
    '/plain',
    '/with space/a "quote"',
    '/$HOME/`id`/100%/%f/back\\slash',
    "/o'neil/tab\there",
    '/ünïcode/日本',
  ]) {
    const launch = { program: path, args: [path, '--user-data-dir=' + path] }
    const text = entryText('Latchkey', launch)
    assert.equal(text.split('\n').length, 7, 'no value ends its line')
    assert.ok(isEntryFor(text, launch))
    assert.deepEqual(wordsOf(text), [path, path, `--user-data-dir=${path}`])
  }
})

test(
  'the system finds nothing wrong with an entry',
  { skip: !existsSync('/usr/bin/desktop-file-validate') },
  (t) => {
    const { autostart, entryPath } = open(t)
    autostart.switchTo(true)
    assert.equal(execFileSync('desktop-file-validate', [entryPath], { encoding: 'utf8' }), '')
  },
)

/** The words of an Exec line, taken apart as the specification says and not as we put them together. */
function wordsOf(entry: string): string[] {
  const value = /^Exec=(.*)$/m.exec(entry)?.[1] ?? assert.fail()
  const line = value.replace(/\\(.)/g, (_, mark: string) =>
    mark === 'n' ? '\n' : mark === 't' ? '\t' : mark === 'r' ? '\r' : mark,
  )
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, quoted = '']) =>
    quoted
      .replace(/\\(.)/g, '$1')
      .replace(/%(.?)/g, (code) => (code === '%%' ? '%' : assert.fail(code))),
  )
}

test('on Linux an entry of an earlier version counts, and says that it starts at login once written again', (t) => {
  const launch = { program: '/opt/latchkey', args: ['--config=/etc/acme.json', '--at-login'] }
  const { autostart, entryPath } = open(t, { launch })
  autostart.switchTo(true)
  const text = readFileSync(entryPath, 'utf8')
  assert.match(text, / \\?"--at-login\\?"/)
  writeFileSync(entryPath, text.replace(/ \\?"--at-login\\?"/, ''))
  assert.equal(autostart.look(), false)
  assert.equal(autostart.isOn(), true)
  autostart.switchTo(true)
  assert.equal(readFileSync(entryPath, 'utf8'), text)
})
