import { parseArgs } from 'node:util'

/** The options of the command line. */
export type Command =
  | { kind: 'help' }
  | { kind: 'printConfig'; port: number }
  | {
      kind: 'run'
      port: number
      state: string | null
      bot: 'off' | undefined
      controlKey: string | undefined
      odd: boolean
      large: boolean
    }
  | { kind: 'wrong'; message: string }

/** The port unless told: the same each time, so that a workspace made for the sandbox finds it again. */
export const usualPort = 8711

/** How to use the command. */
export const usage = `Usage: npm run sandbox -- [options]
  --port=N           port on 127.0.0.1, 0 for any free one (default ${usualPort})
  --state=DIR        folder that keeps the secret (default: your own state folder)
  --control-key=KEY  open the fault switches to whoever sends this key
  --quiet-bot        no bot in the livestream
  --large            40 more channels, one with a long history
  --odd              answer with everything odd that a client has to put up with
  --print-config     print a latchkey.json for this sandbox and end
  --help             print this`

/** Reads the arguments of the command line. */
export function readCommandLine(args: string[]): Command {
  const read = parse(args)
  if ('message' in read) return { kind: 'wrong', message: read.message }
  const { port: portText = String(usualPort), ...options } = read.values
  if (options.help) return { kind: 'help' }
  const port = Number(portText)
  if (!/^\d{1,5}$/.test(portText) || port > 65_535) {
    return { kind: 'wrong', message: `--port takes a number from 0 to 65535, not '${portText}'` }
  }
  if (options['print-config']) {
    if (port === 0)
      return {
        kind: 'wrong',
        message: '--print-config needs a port that is known beforehand, not 0',
      }
    return { kind: 'printConfig', port }
  }
  const { state = null, 'control-key': controlKey } = options
  if (state === '') return { kind: 'wrong', message: '--state takes a folder' }
  if (controlKey === '') return { kind: 'wrong', message: '--control-key takes a key' }
  const bot = options['quiet-bot'] ? 'off' : undefined
  return {
    kind: 'run',
    port,
    state,
    bot,
    controlKey,
    odd: options.odd ?? false,
    large: options.large ?? false,
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string' },
        state: { type: 'string' },
        'control-key': { type: 'string' },
        'quiet-bot': { type: 'boolean' },
        odd: { type: 'boolean' },
        large: { type: 'boolean' },
        'print-config': { type: 'boolean' },
        help: { type: 'boolean' },
      },
    })
  } catch (error) {
    return {
      message: error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error),
    }
  }
}
