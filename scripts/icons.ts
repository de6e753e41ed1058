import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startDesktop } from '../test/support/app/desktop.ts'
import { startElectron } from '../test/support/app/driver.ts'
import { draw } from './icons/draw.ts'
import { icnsSizes, writeIcns } from './icons/icns.ts'
import { writeIco } from './icons/ico.ts'
import type { Picture } from './icons/picture.ts'

/** `npm run icons`: makes the icon files of all systems from build/icon.svg and, up to 32 pixels, build/icon-small.svg. */
const folder = 'build'
const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512]
const windowsSizes = [16, 20, 24, 32, 40, 48, 64, 128, 256]
const largestSmall = 32
/** The part of a Mac's icon that its shape takes up, by Apple's grid. */
const macScale = 824 / 1024

const names = ['icon.svg', 'icon-small.svg'] as const
const [large, small] = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
if (large === undefined || small === undefined) throw new Error('There is no drawing.')

const desktop = await startDesktop('none')
const electron = startElectron({
  args: ['bench/bare', `--user-data-dir=${join(desktop.folder, 'user-data')}`],
  env: desktop.env,
})
try {
  const page = await electron.attach(({ title }) => title === 'Bare')
  const picture = (size: number, isMac = false): Promise<Picture> => {
    const svg = size <= largestSmall ? small : large
    return draw(page, { svg, size, scale: isMac ? macScale : 1, shadow: isMac })
  }
  await mkdir(join(folder, 'icons'), { recursive: true })
  for (const size of linuxSizes) {
    await writeFile(join(folder, 'icons', `${size}x${size}.png`), (await picture(size)).png)
  }
  await writeFile(join(folder, 'icon.ico'), writeIco(await inTurn(windowsSizes, picture)))
  const forMac = (size: number) => picture(size, true)
  await writeFile(join(folder, 'icon.icns'), writeIcns(await inTurn(icnsSizes, forMac)))
  // So that a test can tell a drawing that was changed afterwards.
  const hash = createHash('sha256').update(large).update(small).digest('hex')
  await writeFile(join(folder, 'icons', 'drawing.sha256'), `${hash}\n`)
} finally {
  await electron.kill()
  await desktop.stop()
}

async function inTurn<Value>(sizes: number[], make: (size: number) => Promise<Value>) {
  const made: Value[] = []
  for (const size of sizes) made.push(await make(size))
  return made
}
