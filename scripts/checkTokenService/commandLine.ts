import { parseArgs } from 'node:util'
import type { ServiceSignOut, WorkspaceSignIn } from '../../preload/contract.ts'

/** The options of the command line. */
export type Command =
  | { kind: 'help' }
  | { kind: 'wrong'; message: string }
  | {
      kind: 'check'
      url: string
      userId: string
      signIn: WorkspaceSignIn
      signOut: ServiceSignOut
      output: 'table' | 'json'
    }

/** How to use the command. */
export const usage = `Usage: npm run check-token-service -- --url=URL --user-id=ID [options]
  --url=URL       the token service: https, or http on this computer
  --user-id=ID    whom to sign in
  --sign-in=WAY   "password" (default), "none" for a service that wants no password, or "oidc" for one that
                  takes access tokens of an identity provider
  --sign-out=WAY  "none" (default) or "delete", for a service that is told of sign-outs
  --json          print the report as JSON
  --help          print this
The password, or the access token, is asked for, or taken from the environment variable LATCHKEY_PASSWORD or
LATCHKEY_ACCESS_TOKEN.
Ends with 0, with 1 when something failed, with 2 when it was used wrongly.`

/** Reads the arguments of the command line. What is wrong is said without repeating a value. */
export function readCommandLine(args: string[]): Command {
  const read = parse(args)
  if ('message' in read) return wrong(read.message)
  const { url, 'user-id': userId, ...values } = read.values
  const { 'sign-in': signIn = 'password', 'sign-out': signOut = 'none', ...options } = values
  if (options.help) return { kind: 'help' }
  if (options.password !== undefined) {
    // Every program on the computer can read the command lines of the others.
    return wrong('A password does not belong on the command line: use LATCHKEY_PASSWORD')
  }
  if (url === undefined) return wrong('--url is missing')
  if (userId === undefined) return wrong('--user-id is missing')
  if (signIn !== 'password' && signIn !== 'none' && signIn !== 'oidc') {
    return wrong('--sign-in is "password", "none" or "oidc"')
  }
  if (signOut !== 'none' && signOut !== 'delete') return wrong('--sign-out is "none" or "delete"')
  const output = options.json ? 'json' : 'table'
  return { kind: 'check', url, userId, signIn, signOut, output }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        url: { type: 'string' },
        'user-id': { type: 'string' },
        'sign-in': { type: 'string' },
        'sign-out': { type: 'string' },
        password: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') {
      return { message: 'Options only, each as --name=value' }
    }
    return { message: message.split('. ')[0] ?? '' }
  }
}

function wrong(message: string): Command {
  return { kind: 'wrong', message }
}
