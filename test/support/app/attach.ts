import { chromium, type Page } from 'playwright'
import { until } from './waiting.ts'

/** A debugging target of Chromium: a window, or open developer tools. */
export interface Target {
  type: string
  title: string
  url: string
}

/** @param port where Chromium listens: `--remote-debugging-port` */
export async function targets(port: number): Promise<Target[]> {
  const answer = await fetch(`http://127.0.0.1:${port}/json/list`)
  return (await answer.json()) as Target[]
}

/**
 * Attaches Playwright to a page over the DevTools protocol, after its document is there. Before that a page has an empty first
 * document; when the real one replaces it while Playwright attaches, the event that says so is lost, and Playwright waits
 * for it without end.
 * @param isThere tells the page, and that its document is there: a title comes with the document
 * @throws Error when there is no such page within half a minute
 */
export async function attachToPage(
  port: number,
  isThere: (target: Target) => boolean,
): Promise<Page> {
  const found = await until(
    'the app’s window',
    async () => {
      const all = await targets(port).catch(() => [])
      return all.find((target) => target.type === 'page' && isThere(target)) ?? null
    },
    30_000,
  )
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
  const pages = browser.contexts().flatMap((context) => context.pages())
  const page = pages.find((each) => each.url() === found.url)
  if (!page) throw new Error(`Playwright sees no page at ${found.url}.`)
  page.setDefaultTimeout(15_000)
  return page
}
