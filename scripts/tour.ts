import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { startSandbox } from '../sandbox/server.ts'
import { ensureBuilt } from './build.mjs'
import { startDesktop } from './desktop.ts'
import { writeConfig } from './driver.ts'
import { tourDeveloper } from './tour/developer.ts'
import { createGuide } from './tour/guide.ts'
import { tourWays } from './tour/ways.ts'

/**
 * `npm run tour`: the real app under a display of its own, driven through every way to sign in, a restart, an expiry and
 * renewal, a sign-out, and developer mode. Each step is printed with its time; the pictures are in out/tour.
 */
const folder = join('out', 'tour')
await ensureBuilt('.')
const desktop = await startDesktop()
const sandbox = await startSandbox({ secret: randomBytes(32).toString('hex'), bot: 'off' })
const guide = await createGuide(desktop, folder)
try {
  const { url, apiKey, tokenServiceUrl } = sandbox
  const tokenService = { url: tokenServiceUrl }
  await guide.renew(
    await writeConfig(desktop, { name: 'Sandbox', apiKey, serverUrl: url, tokenService }),
  )
  await tourWays(guide, sandbox)
  // The sandbox that ships with the app has its switches in the window.
  await guide.renew('')
  await tourDeveloper(guide)
  console.log(`${guide.pictures()} pictures are in ${folder}`)
} finally {
  await guide.restart((running) => running.kill())
  await sandbox.stop()
  await desktop.stop()
}
