import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from './app/build.mjs'
import { writeBill } from './package/bill.ts'
import { buildFolder, buildInstallers, output } from './package/builder.ts'
import { folderOf, placeIn } from './package/place.ts'
import { runtimeAtHand } from './package/runtime.ts'
import { budgetBytes, describe, inMB, measure } from './package/size.ts'
import { checkSignatures } from './signatures.ts'
import { Stop, runAsScript, say } from './run/stop.mjs'

const notForRelease =
  'Electron itself is out of reach here, and its fallback is never handed out. Set ELECTRON_MIRROR and start again;\n' +
  'to look at a packaged app, type "npm run package -- --dir".'

/**
 * `npm run package`: the installers of this system, in out/package. `--dir`: the app as a folder, with nothing downloaded.
 * `--signed`: fails where it could not be signed.
 */
await runAsScript(import.meta.url, async (args) => {
  const unknown = args.find((argument) => !['--dir', '--signed'].includes(argument))
  if (unknown) throw new Stop(`Unknown option ${unknown}. There are --dir and --signed.`)
  await ensureBuilt('.')
  const runtime = runtimeAtHand()
  if (args.includes('--dir')) {
    if (runtime.kind === 'fallback') {
      say(
        `On Electron ${runtime.version}, an unofficial copy: to look at and to test, not to hand out.`,
      )
    }
    say('Putting the app together')
    await buildFolder(runtime, output)
  } else {
    if (runtime.kind === 'fallback') throw new Stop(notForRelease)
    say(await checkSignatures())
    await buildInstallers(args.includes('--signed') ? 'required' : 'possible')
  }
  const folder = folderOf(output, process.platform, process.arch)
  const size = measure(placeIn(folder, process.platform).resources)
  console.log([folder, writeBill(output, runtime.version), ...artefacts()].join('\n'))
  console.log(describe(size))
  if (size.archive + size.unpacked > budgetBytes) throw new Stop('That is over the budget.')
})

/** The packages with their sizes. */
function artefacts(): string[] {
  return readdirSync(output)
    .filter((name) => /\.(AppImage|deb|rpm|exe|dmg|zip)$/.test(name))
    .map((name) => `${join(output, name)} (${inMB(statSync(join(output, name)).size)})`)
}
