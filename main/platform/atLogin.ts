import type { App } from 'electron'

/** The switch of a start by the system when the person logs in. */
export const atLoginSwitch = '--at-login'

/** Whether the system has started this run when the person logged in. A Mac gives no arguments, but says it. */
export function wasStartedAtLogin(
  app: Pick<App, 'getLoginItemSettings'>,
  { argv, platform }: Pick<NodeJS.Process, 'argv' | 'platform'>,
): boolean {
  if (platform === 'darwin') return app.getLoginItemSettings().wasOpenedAtLogin
  return argv.includes(atLoginSwitch)
}
