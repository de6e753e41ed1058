import type { App, CommandLine } from 'electron'

/**
 * The switches that a packaged app keeps: Latchkey's own, those of a start by the system or by an installer, and those of
 * Chromium about the screen, the graphics card, the language and assistive technology. Any other is removed. Some write
 * down what is sent (`log-net-log`, `ssl-key-log-file`), lead requests elsewhere (`host-resolver-rules`, `proxy-server`),
 * switch checks off (`ignore-certificate-errors`) or open a debugger (`remote-debugging-port`), and each Chromium may
 * bring new ones. `no-sandbox` stays: Chromium has obeyed it before this code runs, and as root it is needed.
 * https://peter.sh/experiments/chromium-command-line-switches/
 */
const keptSwitches = new Set([
  'at-login',
  'config',
  'user-data-dir',
  'updated',
  'force-run',
  'ozone-platform',
  'ozone-platform-hint',
  'enable-wayland-ime',
  'wayland-text-input-version',
  'gtk-version',
  'class',
  'force-device-scale-factor',
  'high-dpi-support',
  'force-color-profile',
  'disable-gpu',
  'disable-gpu-compositing',
  'disable-software-rasterizer',
  'disable-dev-shm-usage',
  'ignore-gpu-blocklist',
  'use-gl',
  'use-angle',
  'lang',
  'force-renderer-accessibility',
  'force-high-contrast',
  'force-prefers-reduced-motion',
  'password-store',
  'no-sandbox',
  'disable-setuid-sandbox',
])

/** Of the removed switches those that Chromium obeys before this code runs: traces hold what is sent, and V8's flags heaps. */
const readEarlier = /^(js-flags|single-process|no-zygote|.*tracing|trace-.*|perfetto-.*)$/

/** Variables by which Chromium writes the keys of its TLS connections, and by which Node does other than it would. */
const removedVariables = /^(SSLKEYLOGFILE|NODE_.*)$/i

/** Electron's `app`, as far as the switches of a start need it. */
export type SwitchedApp = Pick<App, 'exit' | 'isPackaged' | 'relaunch'> & {
  commandLine: Pick<CommandLine, 'removeSwitch'>
}

/**
 * Removes the switches and variables by which a packaged app would show what it sends, or send it elsewhere. Works until
 * Electron is ready: what they are about starts after that. For a switch that is read earlier the app starts again
 * without any, and this run ends. In development all stay: tests and debuggers need them.
 */
export function keepOwnSwitches(
  app: SwitchedApp,
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
): void {
  if (!app.isPackaged) return
  for (const name of Object.keys(env)) if (removedVariables.test(name)) delete env[name]
  const removed = argv.flatMap(nameOf).filter(isRemoved)
  for (const name of removed) app.commandLine.removeSwitch(name)
  if (!removed.some((name) => readEarlier.test(name))) return
  const args = argv.slice(1).filter((given) => !nameOf(given).some(isRemoved))
  const { APPIMAGE, APPDIR } = env
  // The mounted folder of an AppImage goes with this run. A variable of another AppImage, such as a terminal, is not ours.
  const isImage = APPIMAGE && APPDIR && argv[0]?.startsWith(`${APPDIR}/`)
  app.relaunch(isImage ? { args, execPath: APPIMAGE } : { args })
  app.exit(0)
}

function isRemoved(name: string): boolean {
  return !keptSwitches.has(name)
}

/** The name of a switch as Chromium reads it: `--name`, `-name`, on Windows also `/name`; none for other arguments. */
function nameOf(argument: string): string[] {
  const name = /^\s*(?:--|-|\/)([^=]+)/.exec(argument)?.[1]
  return name === undefined ? [] : [name]
}
