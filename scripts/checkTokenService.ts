import { systemClock } from '../main/platform/clock.ts'
import { Failure } from '../main/auth/errors.ts'
import { checkTokenService } from '../main/developer/serviceCheck/check.ts'
import { count, hasFailed, print } from '../main/developer/serviceCheck/report.ts'
import { readCommandLine, usage, type Command } from './checkTokenService/commandLine.ts'
import { askPassword } from './checkTokenService/password.ts'

/** What a person is asked for, and where it can be instead. */
const secrets: Record<'password' | 'oidc', Secret> = {
  password: {
    name: 'Password',
    variable: 'LATCHKEY_PASSWORD',
    missing: 'A password is needed: set LATCHKEY_PASSWORD',
  },
  oidc: {
    name: 'Access token',
    variable: 'LATCHKEY_ACCESS_TOKEN',
    missing: 'An access token is needed: set LATCHKEY_ACCESS_TOKEN',
  },
}

/** `npm run check-token-service`: the token service check of developer mode, on the command line. */
async function main(command: Command): Promise<void> {
  switch (command.kind) {
    case 'help':
      return console.log(usage)
    case 'wrong':
      return refuse(`${command.message}.\n\n${usage}`)
    case 'check':
      return check(command)
  }
}

async function check(command: Extract<Command, { kind: 'check' }>): Promise<void> {
  const { url, userId, signIn, signOut, output } = command
  const secret = signIn === 'none' ? '' : await readSecret(secrets[signIn], userId)
  if (secret === null) return refuse(`${secrets[signIn === 'oidc' ? 'oidc' : 'password'].missing}.`)
  const given = signIn === 'oidc' ? { password: '', accessToken: secret } : { password: secret }
  try {
    const report = await checkTokenService(
      { url, userId, ...given, signIn, signOut },
      {
        fetch,
        clock: systemClock,
        tell: (finding) => output === 'table' && console.log(print(finding)),
      },
      new AbortController().signal,
    )
    console.log(output === 'json' ? JSON.stringify(report, null, 2) : `\n${count(report)}`)
    process.exitCode = hasFailed(report) ? 1 : 0
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'badInput') throw error
    refuse(explain(error))
  }
}

interface Secret {
  name: string
  variable: string
  missing: string
}

async function readSecret({ name, variable }: Secret, userId: string): Promise<string | null> {
  const given = process.env[variable]
  if (given !== undefined) return given
  // Standard output is for the report, and may be a file.
  if (!process.stdin.isTTY) return null
  return askPassword(`${name} of ${userId} (is not shown): `, process.stdin, process.stderr)
}

function explain({ message }: Failure): string {
  return message
    .replace('The field tokenServiceUrl', '--url')
    .replace('The field userId', '--user-id')
    .replace('The field password', 'The password')
    .replace('The field token', 'The access token')
}

function refuse(message: string): void {
  console.error(message)
  process.exitCode = 2
}

await main(readCommandLine(process.argv.slice(2)))
