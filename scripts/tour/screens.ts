import { mkdir, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { CDPSession, Page } from 'playwright'
import { Harness } from '../../test/components/harness/harness.ts'
import { screens } from '../../test/components/harness/screens.ts'
import { startDesktop } from '../../test/support/app/desktop.ts'

interface Look {
  name: string
  media: Parameters<Page['emulateMedia']>[0]
  size: { width: number; height: number }
}

const usual = {
  colorScheme: 'light',
  contrast: 'no-preference',
  forcedColors: 'none',
  reducedMotion: 'reduce',
} as const
const size = { width: 900, height: 640 }
const light: Look = { name: 'light', media: usual, size }

/** The other ways in which people see the window. */
const looks: Look[] = [
  { name: 'dark', media: { ...usual, colorScheme: 'dark' }, size },
  { name: 'more contrast', media: { ...usual, contrast: 'more' }, size },
  {
    name: 'system colours',
    media: { ...usual, colorScheme: 'dark', forcedColors: 'active' },
    size,
  },
  { name: 'narrow', media: usual, size: { width: 320, height: 640 } },
]

/** The screens that are shown in every look. */
const inEachLook = ['sign in', 'chat, open', 'chat, offline', 'chat, sign in again', 'settings']

/**
 * Takes a picture of each screen in each of its states, and of some in every look, and writes the page that shows them. The
 * states are those of the accessibility test: the window is the real one, its main process a fake.
 * @param folder where the pictures go; emptied before
 * @param page the Markdown file; the folder is beside it or below
 * @returns the number of pictures
 */
export async function pictureScreens(folder: string, page: string): Promise<number> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const desktop = await startDesktop('none')
  let pictures = 0
  try {
    const harness = await Harness.open({ ...process.env, ...desktop.env })
    const browser = await harness.page.context().newCDPSession(harness.page)
    for (const [name, show] of Object.entries(screens)) {
      await adopt(harness.page, light)
      await show(harness)
      for (const look of [light, ...(inEachLook.includes(name) ? looks : [])]) {
        await adopt(harness.page, look)
        await writeFile(
          join(folder, fileName(name, look)),
          await takePicture(harness.page, browser),
        )
        pictures += 1
      }
    }
    await harness.close()
  } finally {
    await desktop.stop()
  }
  await writeFile(page, describe(`pictures/${basename(folder)}`))
  return pictures
}

async function adopt(page: Page, { media, size }: Look): Promise<void> {
  await page.emulateMedia(media)
  await page.setViewportSize(size)
}

/** As WebP, which Playwright does not write: a third of the bytes of a PNG. */
async function takePicture(page: Page, browser: CDPSession): Promise<Buffer> {
  await page.evaluate(() => {
    // A caret that blinks would make two pictures of one screen differ.
    if (document.activeElement instanceof HTMLElement)
      document.activeElement.style.caretColor = 'transparent'
    return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  })
  const options = { format: 'webp', quality: 70 } as const
  const { data } = await browser.send('Page.captureScreenshot', options)
  return Buffer.from(data, 'base64')
}

function fileName(screen: string, look: Look): string {
  const words = look === light ? screen : `${screen} ${look.name}`
  return `${words.replaceAll(/\W+/g, '-')}.webp`
}

function describe(folder: string): string {
  const picture = (screen: string, look: Look, width: number) =>
    `<img src="${folder}/${fileName(screen, look)}" alt="${screen}, ${look.name}" width="${width}">`
  const states = Object.keys(screens).map(
    (name) =>
      `### ${name.charAt(0).toUpperCase()}${name.slice(1)}\n\n${picture(name, light, 600)}\n`,
  )
  const others = inEachLook.map((name) => looks.map((look) => picture(name, look, 400)).join('\n'))
  return `# Screens

\`npm run tour -- --screens\` takes these pictures and writes this page. Each state is tested for accessibility and at every size of the window
([Accessibility](accessibility.md)).

## Dark, more contrast, the system's colours, and 320 pixels wide

${others.join('\n\n')}

## Each state

${states.join('\n')}`
}
