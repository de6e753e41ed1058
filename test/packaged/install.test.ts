import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { newUserData, writeConfig } from '../support/app/driver.ts'
import { setStage } from '../e2e/harness.ts'
import { attachableFolder, startPackaged, until, type PackagedApp } from './app.ts'
import { startFeed, type Feed, type Offer } from './feed.ts'

const onlyLinux = { skip: process.platform === 'linux' ? false : 'an AppImage runs on Linux' }
const version = '9.9.9'

const stage = setStage()
const apps: PackagedApp[] = []
const feeds: Feed[] = []
after(async () => {
  for (const app of apps) await app.kill()
  for (const feed of feeds) await feed.stop()
})

/**
 * The packaged app as it is from within an AppImage: the environment and the file are those, the program is the folder's. What
 * it is offered is a script in the place of an AppImage, which leaves a note when it is run.
 */
async function openAppImage(flaw: Offer['flaw']) {
  const desktop = stage.desktop()
  const home = await mkdtemp(join(desktop.folder, 'appimage-'))
  const image = join(home, 'Latchkey.AppImage')
  const note = join(home, 'ran')
  await writeFile(image, 'the old one')
  const script = `#!/bin/sh\necho "ran $APPIMAGE_EXIT_AFTER_INSTALL" > '${note}'\n`
  const feed = await startFeed({ version, file: Buffer.from(script), flaw })
  feeds.push(feed)
  const config = await writeConfig(desktop, { ...stage.config(), updates: { url: feed.url } })
  const userData = await newUserData(desktop)
  const cache = join(home, 'cache')
  const env = { LATCHKEY_CONFIG: config, APPIMAGE: image, APPDIR: resolve(attachableFolder) }
  const app = await startPackaged(
    { desktop, userData, env: { ...env, XDG_CACHE_HOME: cache } },
    resolve(attachableFolder, 'latchkey'),
  )
  apps.push(app)
  return {
    app,
    feed,
    image: () => readFile(image, 'utf8'),
    script,
    isNoted: () => existsSync(note),
    note: () => readFile(note, 'utf8'),
    log: () => readFile(join(userData, 'logs/latchkey.log'), 'utf8'),
  }
}

/** It is looked for within a minute of the start. */
const withinMs = 90_000

function waitForUpdate({ page }: PackagedApp): Promise<void> {
  const line = page.getByText(`Latchkey ${version} is ready. It installs when you quit.`)
  return line.waitFor({ timeout: withinMs })
}

test(
  'an update of the feed is fetched, told and installed: by quitting, and by a restart',
  onlyLinux,
  async (t) => {
    const [quits, restarts, altered, unsafe, endless, endlessFile] = await Promise.all([
      openAppImage('none'),
      openAppImage('none'),
      openAppImage('hash'),
      openAppImage('redirect'),
      openAppImage('endless'),
      openAppImage('endlessFile'),
    ])
    assert.equal(await quits.image(), 'the old one')

    await t.test('it is there within a minute, and quitting installs it', async () => {
      await waitForUpdate(quits.app)
      assert.equal(await quits.image(), 'the old one', 'not yet')
      await quits.app.quit()
      assert.equal(await quits.image(), quits.script)
      assert.equal(await quits.note(), 'ran true\n', 'told to install itself and not to start')
    })

    await t.test('a restart installs it and starts it', async () => {
      await waitForUpdate(restarts.app)
      await restarts.app.page.getByRole('button', { name: 'Restart now' }).click()
      await until(() => restarts.app.process.exitCode !== null && restarts.isNoted())
      assert.equal(restarts.app.process.exitCode, 0)
      assert.equal(await restarts.image(), restarts.script)
      assert.equal(await restarts.note(), 'ran \n', 'told to start')
    })

    for (const [what, refuses, code] of [
      ['a file that is not the one of the feed', altered, 'ERR_CHECKSUM_MISMATCH'],
      ['a file that is elsewhere without TLS', unsafe, 'ERR_BLOCKED_BY_CLIENT'],
      ['a feed without an end', endless, 'badAnswer'],
      ['a file longer than announced', endlessFile, 'badAnswer'],
    ] as const) {
      await t.test(`${what} is refused, and nobody is bothered`, async () => {
        await until(async () => (await refuses.log()).includes('update.failed'), withinMs)
        assert.match(await refuses.log(), new RegExp(`warn update\\.failed code=${code}$`, 'm'))
        assert.equal(await refuses.app.page.getByText('is ready').count(), 0)
        await refuses.app.quit()
        assert.equal(await refuses.image(), 'the old one')
        assert.equal(refuses.isNoted(), false)
      })
    }

    await t.test('the feed is not told who asks', () => {
      for (const headers of quits.feed.headers) {
        assert.equal(headers['x-user-staging-id'], 'none')
        assert.equal(headers.cookie, undefined)
        assert.equal(headers['user-agent'], 'electron-builder')
      }
      assert.deepEqual(new Set(quits.feed.asked).size, 2)
    })
  },
)
