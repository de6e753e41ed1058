import path from 'node:path'

/** The part of a computer that decides where programs keep their state. */
export interface Machine {
  platform: NodeJS.Platform
  env: Record<string, string | undefined>
  home: string
}

/** The folder for the state of a sandbox that runs by itself, as is the custom of the platform. */
export function stateFolder({ platform, env, home }: Machine): string {
  switch (platform) {
    case 'win32':
      return path.win32.join(
        env['LOCALAPPDATA'] || path.win32.join(home, 'AppData', 'Local'),
        'Latchkey Sandbox',
      )
    case 'darwin':
      return path.posix.join(home, 'Library', 'Application Support', 'Latchkey Sandbox')
    default: {
      // A relative path is to be ignored: https://specifications.freedesktop.org/basedir-spec/latest/
      const given = env['XDG_STATE_HOME'] ?? ''
      const base = path.posix.isAbsolute(given) ? given : path.posix.join(home, '.local', 'state')
      return path.posix.join(base, 'latchkey-sandbox')
    }
  }
}
