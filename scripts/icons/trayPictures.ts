import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { startDesktop } from '../../test/support/app/desktop.ts'
import { startElectron } from '../../test/support/app/driver.ts'
import { draw } from './draw.ts'

/**
 * `node scripts/icons/trayPictures.ts`: draws the tray's pictures from main/pictures/tray.svg, one a group of it. Electron finds
 * those for finer screens by the end of their names.
 */
const folder = 'main/pictures'
const pictures = ['connected', 'waiting', 'out']

/** [file name, its pixels, its colour]; a Mac takes the shape and colours it as its bar wants. */
const kinds: [name: (picture: string) => string, size: number, colour: string | null][] = [
  [(picture) => `windows/${picture}.png`, 16, null],
  [(picture) => `windows/${picture}@1.5x.png`, 24, null],
  [(picture) => `windows/${picture}@2x.png`, 32, null],
  [(picture) => `linux/${picture}.png`, 22, null],
  [(picture) => `linux/${picture}@2x.png`, 44, null],
  [(picture) => `mac/${picture}Template.png`, 16, '#000000'],
  [(picture) => `mac/${picture}Template@2x.png`, 32, '#000000'],
]

const drawing = await readFile(join(folder, 'tray.svg'), 'utf8')
const desktop = await startDesktop('none')
const electron = startElectron({
  args: ['bench/bare', `--user-data-dir=${join(desktop.folder, 'user-data')}`],
  env: desktop.env,
})
try {
  const page = await electron.attach(({ title }) => title === 'Bare')
  for (const system of ['windows', 'linux', 'mac']) {
    await mkdir(join(folder, system), { recursive: true })
  }
  for (const picture of pictures) {
    for (const [name, size, colour] of kinds) {
      await writeFile(join(folder, name(picture)), await drawGroup(page, picture, size, colour))
    }
  }
} finally {
  await electron.kill()
  await desktop.stop()
}

/** One group of the drawing, as PNG. */
async function drawGroup(
  page: Page,
  picture: string,
  size: number,
  colour: string | null,
): Promise<Buffer> {
  const group = drawing.replace(/<g id="(\w+)">.*?<\/g>/gs, (whole, id) =>
    id === picture ? whole : '',
  )
  const svg = colour === null ? group : group.replace(/color="[^"]*"/, `color="${colour}"`)
  return (await draw(page, { svg, size, scale: 1, shadow: false })).png
}
