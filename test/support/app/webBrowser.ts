import { chmod, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright'
import type { Desktop } from './desktop.ts'
import { until } from './waiting.ts'

/** The system browser of a test: what the app opens is kept, and opened in Chromium when the test asks. */
export interface WebBrowser {
  /** For the app: a PATH on which `xdg-open` keeps the address that it is to open. */
  readonly env: Record<string, string>
  /** The addresses that the app has opened so far. */
  addresses(): Promise<string[]>
  /** Opens the address that the app opened after `count` others, without the cookies of those. */
  open(count?: number): Promise<Page>
  close(): Promise<void>
}

/** Chromium without a window, with a profile of its own. */
export async function startWebBrowser(desktop: Desktop): Promise<WebBrowser> {
  const folder = await mkdtemp(join(desktop.folder, 'browser-'))
  const file = join(folder, 'addresses')
  const program = join(folder, 'xdg-open')
  await writeFile(program, `#!/bin/sh\nprintf '%s\\n' "$1" >> '${file}'\n`)
  await chmod(program, 0o755)
  const isRoot = process.getuid?.() === 0
  let browser: Browser | null = null

  async function addresses(): Promise<string[]> {
    const text = await readFile(file, 'utf8').catch(() => '')
    return text.split('\n').filter((line) => line !== '')
  }

  return {
    env: { PATH: `${folder}${delimiter}${process.env['PATH']}` },
    addresses,
    async open(count = 0) {
      const address = await until(
        'the address for the browser',
        async () => (await addresses())[count] ?? null,
      )
      browser ??= await chromium.launch({
        executablePath: '/usr/bin/chromium',
        chromiumSandbox: !isRoot,
      })
      const page = await browser.newPage()
      await page.goto(address)
      return page
    },
    close: async () => browser?.close(),
  }
}
