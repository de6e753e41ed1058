import { homedir } from 'node:os'
import { resolve } from 'node:path'

import type { Command } from './commandLine.ts'
import { readCommandLine, usage } from './commandLine.ts'
import { keepSecret, secretFile } from './secret.ts'
import type { Sandbox } from './server.ts'
import { startSandbox } from './server.ts'
import { stateFolder } from './stateFolder.ts'
import { defaultApiKey } from './state.ts'

/** The sandbox as a command: `npm run sandbox`. Prints how to reach it, never its secret or a token. */
async function main(command: Command): Promise<void> {
  switch (command.kind) {
    case 'help':
      return console.log(usage)
    case 'wrong':
      console.error(`${command.message}\n\n${usage}`)
      process.exitCode = 2
      return
    case 'printConfig':
      return console.log(configuration(command.port))
    case 'run':
      return run(command)
  }
}

async function run({
  port,
  state,
  bot,
  controlKey,
  odd,
  large,
}: Extract<Command, { kind: 'run' }>): Promise<void> {
  const folder =
    state === null
      ? stateFolder({ platform: process.platform, env: process.env, home: homedir() })
      : resolve(state)
  try {
    const secret = await keepSecret(folder)
    const sandbox = await startSandbox({ secret, port, bot, controlKey, faults: { odd }, large })
    console.log(introduction(sandbox, folder, controlKey !== undefined))
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => void sandbox.stop())
  } catch (error) {
    console.error(explain(error, port, folder))
    process.exitCode = 1
  }
}

function introduction(sandbox: Sandbox, folder: string, hasControl: boolean): string {
  const { url, apiKey, tokenServiceUrl, users } = sandbox
  return [
    'The Latchkey sandbox is running. Ctrl-C ends it.',
    '',
    `  Server URL     ${url}`,
    `  API key        ${apiKey}`,
    `  Token service  ${tokenServiceUrl}`,
    ...(hasControl
      ? [`  Switches       ${url}/sandbox/faults (with the key as X-Sandbox-Control)`]
      : []),
    `  API secret     kept in ${secretFile(folder)}`,
    '',
    '  Users (user ID, password):',
    ...users.map(({ id, password }) => `    ${id}  ${password}`),
  ].join('\n')
}

function configuration(port: number): string {
  const serverUrl = `http://127.0.0.1:${port}`
  const tokenService = { url: `${serverUrl}/token`, signIn: 'password', signOut: 'delete' }
  return JSON.stringify(
    { name: 'Sandbox', apiKey: defaultApiKey, serverUrl, tokenService, developerMode: true },
    null,
    2,
  )
}

function explain(error: unknown, port: number, folder: string): string {
  const { code, message } = error as NodeJS.ErrnoException
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use by another program. Choose another with --port=N, or --port=0 for any free one.`
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
      return `The sandbox cannot keep its secret in ${folder} or open port ${port}: ${message}`
    default:
      return `The sandbox did not start: ${message}`
  }
}

await main(readCommandLine(process.argv.slice(2)))
