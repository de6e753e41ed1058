import { join } from 'node:path'

/** Where things are in the folder of a packaged app. */
export interface Place {
  executable: string
  /** The folder of the archive and whatever lies beside it. */
  resources: string
}

/** The folder in which electron-builder puts the app before it makes installers of it. */
export function folderOf(output: string, platform: NodeJS.Platform, arch: string): string {
  const suffix = arch === 'x64' ? '' : `-${arch}`
  if (platform === 'darwin') return join(output, `mac${suffix}`)
  return join(output, `${platform === 'win32' ? 'win' : 'linux'}${suffix}-unpacked`)
}

/** The places in that folder. */
export function placeIn(folder: string, platform: string): Place {
  if (platform === 'darwin') {
    const contents = join(folder, 'Latchkey.app/Contents')
    return { executable: join(contents, 'MacOS/Latchkey'), resources: join(contents, 'Resources') }
  }
  const name = platform === 'win32' ? 'Latchkey.exe' : 'latchkey'
  return { executable: join(folder, name), resources: join(folder, 'resources') }
}
