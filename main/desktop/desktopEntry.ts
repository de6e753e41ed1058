import { resolve } from 'node:path'
import { atLoginSwitch } from '../platform/atLogin.ts'
import { switchValue } from '../platform/commandLine.ts'

/** How this run is started again. */
export interface Launch {
  program: string
  args: string[]
}

/** The command that starts this run again. */
export interface ThisRun {
  argv: readonly string[]
  env: NodeJS.ProcessEnv
  cwd: string
  execPath: string
  /** The app's folder in an unpackaged run, where Electron has to be told; null: it knows. */
  appPath: string | null
}

/** The command with which the system starts this run at login, with its profile and its configuration. */
export function launchOf({ argv, env, cwd, execPath, appPath }: ThisRun): Launch {
  const switches = ['user-data-dir', 'config'].flatMap((name) => {
    const value = switchValue(argv, name)
    return value === null ? [] : [`--${name}=${resolve(cwd, value)}`]
  })
  return {
    // An AppImage runs from a folder that is gone when it ends.
    program: env['APPIMAGE'] || execPath,
    args: [...(appPath === null ? [] : [appPath]), ...switches, atLoginSwitch],
  }
}

/**
 * A desktop entry that starts Latchkey.
 * https://specifications.freedesktop.org/desktop-entry-spec/latest/
 */
export function entryText(name: string, launch: Launch): string {
  const lines = [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${escape(name)}`,
    `Exec=${execOf(launch)}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
  ]
  return `${lines.join('\n')}\n`
}

/** Whether an entry is in force and starts this run. One of an app that was moved since starts nothing, and is none. */
export function isEntryFor(text: string, launch: Launch): boolean {
  const main = text.split(/^\[/m).find((group) => group.startsWith('Desktop Entry]')) ?? ''
  const values = new Map(
    main.split('\n').flatMap((line) => {
      const [, key, value] = /^([\w-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? []
      return key === undefined ? [] : [[key, value ?? '']]
    }),
  )
  if (values.get('Hidden') === 'true') return false
  if (values.get('X-GNOME-Autostart-enabled') === 'false') return false
  return [launch, formerLaunch(launch)].some((known) => values.get('Exec') === execOf(known))
}

/** The command as versions before 0.2 wrote it, without the switch of a start at login. */
export function formerLaunch({ program, args }: Launch): Launch {
  return { program, args: args.filter((argument) => argument !== atLoginSwitch) }
}

/** For the list of arguments that Electron writes into the registry. A path on Windows has no quotes in it. */
export function quoteForWindows(argument: string): string {
  return /\s/.test(argument) ? `"${argument}"` : argument
}

/** Quoted twice: as a shell would want it, and then as a value of the file. A percent sign begins a field code. */
function execOf({ program, args }: Launch): string {
  const quoted = [program, ...args].map((argument) => {
    const plain = argument.replaceAll('%', '%%')
    return `"${plain.replace(/["`$\\]/g, '\\$&')}"`
  })
  return escape(quoted.join(' '))
}

function escape(value: string): string {
  const marks: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
  return value.replace(/[\\\n\r\t]/g, (character) => marks[character] ?? character)
}
