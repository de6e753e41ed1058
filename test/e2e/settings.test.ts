import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdir, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { newUserData } from '../support/app/driver.ts'
import { canMount } from './faults/smallDisk.ts'
import { chooseFromAccountMenu, signIn, waitForAlert, waitForStatus } from '../support/app/page.ts'
import { setStage } from './harness.ts'

const stage = setStage()
const signInButton = { name: 'Sign in', exact: true }

/** Signs Alice in, in a profile of her own, and quits. Returns the profile's folder. */
async function signedInBefore(): Promise<string> {
  const app = await stage.launch()
  await signIn(app.page, 'alice')
  await waitForStatus(app.page, 'Connected')
  await app.quit()
  return app.userData
}

const damages: [name: string, damage: (path: string) => Promise<void>][] = [
  ['truncated', async (path) => truncate(path, Math.floor((await stat(path)).size / 2))],
  ['empty', (path) => truncate(path, 0)],
  ['not JSON', (path) => writeFile(path, 'accounts? what accounts?')],
  ['all zeros', (path) => writeFile(path, Buffer.alloc(700))],
]

for (const [name, damage] of damages) {
  test(`a settings file that is ${name} keeps the sign-in, is reported, and is kept`, async () => {
    const userData = await signedInBefore()
    const path = join(userData, 'settings.json')
    await damage(path)
    const broken = await readFile(path)
    const app = await stage.launch({ userData })
    await waitForStatus(app.page, 'Connected')
    const told = await waitForAlert(app.page)
    const aside = /settings\.broken-[\d-]+\.json/.exec(told)?.[0] ?? assert.fail(told)
    assert.deepEqual(await readFile(join(userData, aside)), broken)
    await app.quit()

    const next = await stage.launch({ userData })
    await waitForStatus(next.page, 'Connected')
    assert.equal(await next.page.getByRole('alert').filter({ hasText: 'settings' }).count(), 0)
    await next.quit()
  })
}

test('settings of a newer version are used, stay as they are, and that is told', async () => {
  const userData = await signedInBefore()
  const path = join(userData, 'settings.json')
  const values = JSON.parse(await readFile(path, 'utf8')) as object
  const newer = JSON.stringify({ ...values, version: 99, hue: 'teal' })
  await writeFile(path, newer)
  const app = await stage.launch({ userData })
  await waitForStatus(app.page, 'Connected')
  assert.match(await waitForAlert(app.page), /newer version/)
  await chooseFromAccountMenu(app.page, 'Sign out')
  await app.page.getByRole('button', signInButton).waitFor()
  await signIn(app.page, 'bob')
  await waitForStatus(app.page, 'Connected')
  await app.quit()
  assert.equal(await readFile(path, 'utf8'), newer)
})

test('other users cannot read the profile', { skip: process.platform === 'win32' }, async () => {
  const userData = join(await newUserData(stage.desktop()), 'deeper', 'profile')
  const app = await stage.launch({ userData })
  await signIn(app.page, 'alice')
  await waitForStatus(app.page, 'Connected')
  await app.quit()
  const modeOf = async (name: string) =>
    ((await stat(join(userData, name))).mode & 0o777).toString(8)
  assert.equal(await modeOf('.'), '700')
  assert.equal(await modeOf('logs'), '700')
  for (const name of ['settings.json', 'settings.last.json', 'logs/latchkey.log']) {
    assert.equal(await modeOf(name), '600', name)
  }
})

const needsRoot = { skip: canMount ? false : 'needs root on Linux, to mount a disk of its own' }

/** Where a profile cannot be written the caches are in the folder for temporary files. */
const inDesktop = () => ({ TMPDIR: stage.desktop().folder })

function mount(folder: string, options: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder])
}

test(
  'on a full disk one can sign in, and is told that it lasts for this run',
  needsRoot,
  async () => {
    const userData = join(await newUserData(stage.desktop()), 'full')
    await mkdir(userData)
    mount(userData, 'size=1m,mode=700')
    try {
      await writeFile(join(userData, 'ballast'), Buffer.alloc(2 ** 21)).catch(() => undefined)
      const app = await stage.launch({ userData, env: inDesktop() })
      assert.match(await waitForAlert(app.page), /disk is full.*Free up disk space/)
      await signIn(app.page, 'alice')
      await waitForStatus(app.page, 'Connected')
      await app.quit()
    } finally {
      execFileSync('umount', ['-l', userData])
    }
  },
)

test(
  'in a read-only folder the saved settings are used and nothing is written',
  needsRoot,
  async () => {
    const userData = join(await newUserData(stage.desktop()), 'read-only')
    await mkdir(userData)
    mount(userData, 'mode=700')
    try {
      const first = await stage.launch({ userData, env: inDesktop() })
      await signIn(first.page, 'alice')
      await waitForStatus(first.page, 'Connected')
      await first.quit()
      execFileSync('mount', ['-o', 'remount,ro', userData])
      const before = await readdir(userData)
      const app = await stage.launch({ userData, env: inDesktop() })
      await waitForStatus(app.page, 'Connected')
      await chooseFromAccountMenu(app.page, 'Sign out')
      await app.page.getByRole('button', signInButton).waitFor()
      assert.match(await waitForAlert(app.page), /cannot be saved in .*read-only/)
      await app.quit()
      assert.deepEqual(await readdir(userData), before)
    } finally {
      execFileSync('umount', ['-l', userData])
    }
  },
)
