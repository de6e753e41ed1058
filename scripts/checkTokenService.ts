import { systemClock } from '../main/platform/clock.ts'
import { Failure } from '../main/auth/errors.ts'
import { checkTokenService } from '../main/developer/serviceCheck/check.ts'
import { count, hasFailed, print } from '../main/developer/serviceCheck/report.ts'
import { readCommandLine, usage, type Command } from './checkTokenService/commandLine.ts'
import { askPassword } from './checkTokenService/password.ts'

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
  const password = signIn === 'none' ? '' : await readPassword(userId)
  if (password === null) return refuse('A password is needed: set LATCHKEY_PASSWORD.')
  try {
    const report = await checkTokenService(
      { url, userId, password, signIn, signOut },
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

async function readPassword(userId: string): Promise<string | null> {
  const given = process.env['LATCHKEY_PASSWORD']
  if (given !== undefined) return given
  // Standard output is for the report, and may be a file.
  if (!process.stdin.isTTY) return null
  return askPassword(`Password of ${userId} (is not shown): `, process.stdin, process.stderr)
}

function explain({ message }: Failure): string {
  return message
    .replace('The field tokenServiceUrl', '--url')
    .replace('The field userId', '--user-id')
    .replace('The field password', 'The password')
}

function refuse(message: string): void {
  console.error(message)
  process.exitCode = 2
}

await main(readCommandLine(process.argv.slice(2)))
