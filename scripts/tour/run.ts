import { randomBytes } from 'node:crypto'
import { startSandbox, type Sandbox } from '../../sandbox/server.ts'
import { startDesktop } from '../../test/support/app/desktop.ts'
import { writeConfig } from '../../test/support/app/driver.ts'
import { createGuide, type Guide } from './guide.ts'

/**
 * Runs one tour on a desktop and against a backend of its own, and ends both with all that they started.
 * @param folder where the pictures go; emptied before
 * @param lead the steps
 * @returns the number of pictures
 * @throws StepFailure at the first step that fails
 */
export async function runTour(
  folder: string,
  lead: (guide: Guide, sandbox: Sandbox) => Promise<void>,
): Promise<number> {
  const desktop = await startDesktop()
  const sandbox = await startSandbox({ secret: randomBytes(32).toString('hex'), bot: 'off' })
  const guide = await createGuide(desktop, folder)
  try {
    const { url, apiKey, tokenServiceUrl } = sandbox
    const tokenService = { url: tokenServiceUrl }
    await guide.renew(
      await writeConfig(desktop, { name: 'Sandbox', apiKey, serverUrl: url, tokenService }),
    )
    await lead(guide, sandbox)
    return guide.pictures()
  } finally {
    await guide.restart((running) => running.kill())
    await sandbox.stop()
    await desktop.stop()
  }
}
