import { constants } from 'node:fs'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createPackageWithOptions, extractAll } from '@electron/asar'
import { trialOutput } from '../../scripts/package/builder.ts'
import { placeIn, type Place } from '../../scripts/package/place.ts'
import { attachable, attachableFolder } from './app.ts'

/** The app once more, under another version. */
export interface NewerVersion {
  place: Place
  remove(): Promise<void>
}

/**
 * Makes the packaged app again under a later version, without building it: the same code in another folder, with another
 * number in its archive. Only on Linux, where Electron does not check the archive.
 */
export async function packageNewerVersion(version: string): Promise<NewerVersion> {
  const root = await mkdtemp(join(resolve(trialOutput), 'later-'))
  const other = placeIn(join(root, 'app'), process.platform)
  await cp(attachableFolder, join(root, 'app'), {
    recursive: true,
    mode: constants.COPYFILE_FICLONE,
  })
  const content = join(root, 'content')
  extractAll(join(attachable.resources, 'app.asar'), content)
  const manifest = join(content, 'package.json')
  const facts = JSON.parse(await readFile(manifest, 'utf8')) as object
  await writeFile(manifest, JSON.stringify({ ...facts, version }))
  await createPackageWithOptions(content, join(other.resources, 'app.asar'), { unpack: '*.node' })
  return { place: other, remove: () => rm(root, { recursive: true, force: true }) }
}
