import { createAuthority } from '../../test/support/certificates.ts'
import { writeConfig } from '../../test/support/app/driver.ts'
import type { FaultHarness } from '../../test/e2e/faults/faultHarness.ts'
import { trustInNss } from '../../test/support/app/trust.ts'
import { startNginx, type Nginx } from './nginx.ts'

const authority = createAuthority()

/**
 * Runs with a new nginx before the sandbox, whose authority this desktop trusts.
 * @param idleSeconds see `startNginx`
 * @param run gets the configuration file that leads the app to nginx
 */
export async function withNginx<Result>(
  harness: FaultHarness,
  idleSeconds: number,
  run: (config: string, nginx: Nginx) => Promise<Result>,
): Promise<Result> {
  const { desktop, sandbox } = harness
  harness.heal()
  await trustInNss(desktop, authority.cert)
  const nginx = await startNginx(sandbox.url, desktop.folder, authority.issue(), idleSeconds)
  try {
    const { pathname } = new URL(sandbox.tokenServiceUrl)
    const config = await writeConfig(desktop, {
      ...harness.config,
      serverUrl: nginx.url,
      tokenService: { url: `${nginx.url}${pathname}` },
    })
    return await run(config, nginx)
  } finally {
    await nginx.stop()
  }
}
