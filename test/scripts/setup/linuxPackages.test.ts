import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CJK_FONT, HEADLESS_PROGRAMS } from '../../../scripts/setup/libraries.mjs'
import { INSTALLERS, installCommand, packagesFor } from '../../../scripts/setup/linuxPackages.mjs'

const LIBRARIES = [
  'libgtk-3.so.0',
  'libnss3.so',
  'libasound.so.2',
  'libgbm.so.1',
  'libsecret-1.so.0',
]
const any = () => true

test('newer Debian and Ubuntu get the names with t64, older ones those without', () => {
  const older = (name: string) => !name.endsWith('t64')
  const missing = ['libgtk-3.so.0', 'libasound.so.2']
  assert.deepEqual(packagesFor(missing, 'apt-get', any), ['libgtk-3-0t64', 'libasound2t64'])
  assert.deepEqual(packagesFor(missing, 'apt-get', older), ['libgtk-3-0', 'libasound2'])
})

test('without package lists the plain name is taken', () => {
  assert.deepEqual(
    packagesFor(['libasound.so.2'], 'apt-get', () => false),
    ['libasound2'],
  )
})

test('each library and program has a package with each installer', () => {
  for (const installer of INSTALLERS) {
    for (const name of [...LIBRARIES, ...HEADLESS_PROGRAMS, CJK_FONT]) {
      assert.equal(packagesFor([name], installer, any).length, 1, `${name} with ${installer}`)
    }
  }
})

test("a desktop's other libraries come with GTK, and a package is named once", () => {
  const missing = ['libgtk-3.so.0', 'libatk-bridge-2.0.so.0', 'libXcomposite.so.1', 'libcups.so.2']
  assert.deepEqual(packagesFor(missing, 'pacman', any), ['gtk3'])
  assert.deepEqual(packagesFor(['libnss3.so', 'libnssutil3.so', 'libnspr4.so'], 'dnf', any), [
    'nss',
  ])
})

test('the command that a person is told is whole', () => {
  const names = ['libgtk-3-0', 'xvfb']
  assert.equal(installCommand('apt-get', names), 'sudo apt-get install -y libgtk-3-0 xvfb')
  assert.equal(installCommand('dnf', ['gtk3']), 'sudo dnf install -y gtk3')
  assert.equal(installCommand('pacman', ['gtk3']), 'sudo pacman -S --needed gtk3')
})
