import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { AfterPackContext } from 'electron-builder'
import { setFuses } from './fuses.ts'
import { placeIn } from './place.ts'

/** The hook of electron-builder between packing and signing, see electron-builder.yml. */
export default async function afterPack(context: AfterPackContext): Promise<void> {
  const { executable, resources } = placeIn(context.appOutDir, context.electronPlatformName)
  // The launcher of the fallback runtime, which stands in for Electron's own; the app is in the archive.
  rmSync(join(resources, 'app'), { recursive: true, force: true })
  await setFuses(executable)
}
