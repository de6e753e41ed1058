import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { folder, place as app } from './app.ts'

const isLinux = process.platform === 'linux'
const onlyLinux = { skip: isLinux ? false : 'deb and rpm are made on Linux' }

/** Where electron-builder writes which package it makes of the folder. */
const packageType = join(app.resources, 'package-type')

let place: string

/**
 * electron-builder makes deb and rpm with fpm, which it downloads. A stand-in takes its place, so that what a package would
 * be made of can be seen without a network.
 */
before(async () => {
  place = await mkdtemp(join(tmpdir(), 'latchkey-installer-'))
  if (!isLinux) return
  const standIn = join(place, 'fpm.sh')
  await writeFile(standIn, script, { mode: 0o755 })
  const builder = 'node_modules/electron-builder/cli.js'
  const options = ['--publish', 'never', '--linux', 'deb', 'rpm', '--prepackaged', folder]
  execFileSync(process.execPath, [builder, ...options, `-c.directories.output=${place}`], {
    env: { ...process.env, CUSTOM_FPM_PATH: standIn, PLACE: place },
  })
})
after(async () => {
  await rm(place, { recursive: true, force: true })
  // The folder is that of the other tests, and is no deb.
  await rm(packageType, { force: true })
})

test('deb and rpm ask for the library that the keychain needs', onlyLinux, () => {
  assert.ok(dependenciesOf('deb').includes('libsecret-1-0'))
  assert.ok(dependenciesOf('rpm').includes('(libsecret or libsecret-1-0)'))
})

test(
  'a deb or rpm says that it is one, so that it leaves updates to the package manager',
  onlyLinux,
  () => {
    assert.match(readFileSync(packageType, 'utf8'), /^(deb|rpm)$/)
  },
)

test(
  'the menu finds the app, its window and its icon, and latchkey: links find the app',
  onlyLinux,
  () => {
    const entry = readFileSync(join(place, 'latchkey.desktop'), 'utf8')
    for (const line of [
      'Name=Latchkey',
      'Exec=/opt/Latchkey/latchkey %U',
      'Icon=latchkey',
      'StartupWMClass=latchkey',
      'Categories=Network;InstantMessaging;',
      'MimeType=x-scheme-handler/latchkey;',
    ]) {
      assert.ok(entry.split('\n').includes(line), line)
    }
    for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) {
      const target = `/usr/share/icons/hicolor/${size}x${size}/apps/latchkey.png`
      assert.ok(argumentsOf('deb').some((argument) => argument.endsWith(`${size}.png=${target}`)))
    }
  },
)

test('a package is named after the app, its version and its system', onlyLinux, () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  const [deb, rpm] = ['deb', 'rpm'].map((kind) => argumentAfter('--package', kind))
  assert.match(String(deb), new RegExp(`/Latchkey-${version}-linux-(amd64|arm64)\\.deb$`))
  assert.match(String(rpm), new RegExp(`/Latchkey-${version}-linux-(x86_64|aarch64)\\.rpm$`))
})

/** Keeps its arguments, a line each, and the desktop entry, and makes the file that is waited for. */
const script = `#!/bin/sh
kind=
for argument; do
  case "$previous" in
    -t) kind=$argument ;;
    --package) : > "$argument" ;;
  esac
  case "$argument" in
    *.desktop=*) cp "\${argument%%=*}" "$PLACE/latchkey.desktop" ;;
  esac
  previous=$argument
done
printf '%s\\n' "$@" > "$PLACE/$kind.txt"
`

function argumentsOf(kind: string): string[] {
  return readFileSync(join(place, `${kind}.txt`), 'utf8').split('\n')
}

function argumentAfter(option: string, kind: string): string | undefined {
  return argumentsOf(kind)[argumentsOf(kind).indexOf(option) + 1]
}

function dependenciesOf(kind: string): string[] {
  return argumentsOf(kind).filter((_, index, all) => all[index - 1] === '-d')
}
