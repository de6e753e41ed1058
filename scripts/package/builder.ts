import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { run } from '../run/command.mjs'
import { Stop } from '../run/stop.mjs'
import { folderOf, placeIn, type Place } from './place.ts'
import type { Runtime } from './runtime.ts'

const program = 'node_modules/electron-builder/cli.js'

/** Where what is handed out is made. */
export const output = 'out/package'
/** Where `npm test` makes the app that it tests, so that it does not touch what is handed out. */
export const trialOutput = 'out/trial'
/** Where `npm test` makes the same app with a first file that lets the tests drive its window. */
export const attachableOutput = 'out/attachable'

/** Puts the app together as it is shipped, as a folder, from the Electron of this machine and without a download. */
export function buildFolder(runtime: Runtime, into: string): Promise<Place> {
  return build(runtime, into, 'electron-builder.yml')
}

/** Puts the app together that test/packaged drives, see scripts/package/attachable.yml. */
export function buildAttachable(runtime: Runtime): Promise<Place> {
  return build(runtime, attachableOutput, 'scripts/package/attachable.yml')
}

async function build(runtime: Runtime, into: string, config: string): Promise<Place> {
  const folder = folderOf(into, process.platform, process.arch)
  rmSync(folder, { recursive: true, force: true })
  const options = [
    '--dir',
    `--config=${config}`,
    `-c.directories.output=${into}`,
    `-c.electronVersion=${runtime.version}`,
    `-c.electronDist=${runtime.folder}`,
    ...signedForThisMac(),
  ]
  const { code, log } = await run(process.execPath, [program, '--publish', 'never', ...options])
  if (code !== 0) throw new Stop(`The app could not be put together:\n${log.trimEnd()}`)
  return placeIn(folder, process.platform)
}

/** Makes the installers of this system. electron-builder fetches its tools and Electron, and says how far it is. */
export async function buildInstallers(signing: 'required' | 'possible'): Promise<void> {
  const options = signing === 'required' ? ['-c.forceCodeSigning=true'] : []
  const args = [program, '--publish', 'never', ...options]
  const code = await new Promise<number>((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: 'inherit' })
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
  if (code !== 0) throw new Stop('The installers could not be made.')
}

/** Macs with Apple's processor start nothing unsigned. Nobody's signature, though, does not go with a hardened runtime. */
function signedForThisMac(): string[] {
  return process.platform === 'darwin'
    ? ['-c.mac.identity=-', '-c.mac.hardenedRuntime=false', '-c.mac.notarize=false']
    : []
}
