import { run, tail } from './run/command.mjs'
import { npmCommand } from './setup/npm.mjs'
import { Stop, runAsScript } from './run/stop.mjs'

/** npm's errors for an unreachable network. */
const unreachable = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT)\b/

/**
 * Checks that each installed package is signed by the registry it came from. The keys are fetched from elsewhere; where
 * that is out of reach nothing is checked.
 *
 * @returns a sentence that says how it went
 * @throws Stop when a signature is missing or wrong
 */
export async function checkSignatures(): Promise<string> {
  const { command, args, shell } = npmCommand(process.platform, process.env)
  // npm would go on trying for more than a minute, and is mute when the npm that runs this is.
  const audit = ['audit', 'signatures', '--fetch-retries=0', '--loglevel=error']
  const { code, stdout, log } = await run(command, [...args, ...audit], { shell })
  if (code === 0) return `Signatures of the packages: ${stdout.trim().replaceAll('\n', ' ')}`
  const cause = unreachable.exec(log)?.[0]
  if (cause === undefined)
    throw new Stop(`The packages are not signed as they should be:\n${tail(log, 30)}`)
  return `The signatures of the packages were not checked: their keys are out of reach (${cause}).`
}

/** `npm run signatures`. */
await runAsScript(import.meta.url, async () => console.log(await checkSignatures()))
