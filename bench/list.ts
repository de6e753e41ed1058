import type { Page } from 'playwright'
import type { Message } from '../preload/contract.ts'
import { ensureBuilt } from '../scripts/app/build.mjs'
import { startDesktop } from '../test/support/app/desktop.ts'
import { Harness } from '../test/components/harness/harness.ts'
import { chat } from '../test/components/harness/screens.ts'
import * as views from '../test/components/harness/views.ts'
import type { Cost } from './sample.ts'

const messageCount = 10_000
const pageLength = 50
const cid = 'livestream:launch'
/** A screen with 60 Hz. */
const intervalMs = 1000 / 60
const frameMs = 16.7
/** The script heap of 10,000 messages, in MB. */
const heapLimitMb = 64

/**
 * A channel with 10,000 messages: the time between two frames while the person scrolls through it and while messages arrive, at
 * the 95th percentile, and the memory of the messages. The window is the built one, with a fake main process.
 */
export async function measureList(rounds: number): Promise<Cost[]> {
  await ensureBuilt('.')
  const desktop = await startDesktop()
  const harness = await Harness.open(desktop.env)
  try {
    await harness.resize(1_100, 800)
    const scroll: number[] = []
    const append: number[] = []
    const heap: number[] = []
    for (let round = 0; round <= rounds; round += 1) {
      const before = await openChannel(harness, 1)
      const after = await openChannel(harness, messageCount)
      const scrolled = await framesWhile(harness.page, scrollThrough)
      const appended = await framesWhile(harness.page, scrollNearEnd, () => arrive(harness))
      if (round === 0) continue
      scroll.push(percentile(scrolled, 0.95))
      append.push(percentile(appended, 0.95))
      heap.push(after - before)
    }
    const unit = 'ms'
    return [
      { name: 'frame while scrolling 10,000 messages, p95', unit, samples: scroll, limit: frameMs },
      { name: 'frame while messages arrive, p95', unit, samples: append, limit: frameMs },
      { name: 'memory of 10,000 messages', unit: 'MB', samples: heap, limit: heapLimitMb },
    ]
  } finally {
    await harness.close()
    await desktop.stop()
  }
}

function said(number: number): Message {
  const author = Math.floor(number / 3) % 2 === 0 ? 'Bob' : 'Carol'
  const texts = [
    'Good morning.',
    `See https://example.org/drafts/${number} before noon, please, and tell me what you think of the second half of it.`,
    'مرحبا، متى نلتقي اليوم؟',
    'At five, by the river. 🚲 Bring a lamp, it gets dark early now and the path is not lit beyond the old bridge.',
  ]
  return views.message(`m${number}`, {
    userId: author.toLowerCase(),
    userName: author,
    text: `${texts[number % texts.length]} (${number})`,
    createdAt: Date.UTC(2026, 0, 1) + number * 60_000,
  })
}

/** Opens a channel and gives it so many messages; the megabytes in use then. */
async function openChannel(harness: Harness, count: number): Promise<number> {
  const messages = Array.from({ length: count }, (_, number) => said(number))
  const first = messages.slice(-pageLength)
  const older = messages.slice(0, -pageLength)
  await harness.show(views.signedIn(), {
    ...chat,
    openChannel: { ok: true, value: views.opened({ messages: first, olderBefore: 'm' }) },
    readOlderMessages: { ok: true, value: { messages: older } },
  })
  const { page } = harness
  const log = page.getByRole('log', { name: 'Messages' })
  await log.getByText(`(${count - 1})`).waitFor()
  await log.evaluate((area) => area.scrollTo({ top: 0 }))
  await page.waitForFunction(
    (count) => document.querySelectorAll('.message').length === count,
    count,
  )
  await log.evaluate((area) => area.scrollTo({ top: area.scrollHeight }))
  return await memoryMb(page)
}

/** The page's script heap after a collection. */
async function memoryMb(page: Page): Promise<number> {
  const client = await page.context().newCDPSession(page)
  await client.send('HeapProfiler.collectGarbage')
  const { usedSize } = await client.send('Runtime.getHeapUsage')
  await client.detach()
  return usedSize / 1_000_000
}

/** The times between frames in ms, of the frames while something is done to the area. */
async function framesWhile(
  page: Page,
  act: (area: Element) => Promise<void>,
  beside: () => Promise<void> = () => Promise.resolve(),
): Promise<number[]> {
  const log = page.getByRole('log', { name: 'Messages' })
  await page.evaluate(() => {
    const frames: number[] = []
    Object.assign(globalThis, { frameTimes: frames, isCounting: true })
    const note = (at: number) => {
      frames.push(at)
      if (Reflect.get(globalThis, 'isCounting')) requestAnimationFrame(note)
    }
    requestAnimationFrame(note)
  })
  await Promise.all([log.evaluate(act), beside()])
  const frames = await page.evaluate(() => {
    Object.assign(globalThis, { isCounting: false })
    return Reflect.get(globalThis, 'frameTimes') as number[]
  })
  return frames.slice(1).map((at, index) => {
    // Whole intervals of the screen: a frame that is on time differs by the clock's precision.
    const intervals = Math.max(1, Math.round((at - (frames[index] ?? 0)) / intervalMs))
    return Math.round(intervals * intervalMs * 10) / 10
  })
}

/** Up at the speed of a fast wheel, 3,000 px a second, for five seconds. */
function scrollThrough(area: Element): Promise<void> {
  return new Promise((done) => {
    const startedAt = performance.now()
    const step = (at: number) => {
      area.scrollBy({ top: -50 })
      if (at - startedAt < 5_000) requestAnimationFrame(step)
      else done()
    }
    requestAnimationFrame(step)
  })
}

/** Up and down near the end for five seconds. */
function scrollNearEnd(area: Element): Promise<void> {
  return new Promise((done) => {
    area.scrollTo({ top: area.scrollHeight - 3_000 })
    const startedAt = performance.now()
    const step = (at: number) => {
      area.scrollBy({ top: Math.sin((at - startedAt) / 300) * 20 })
      if (at - startedAt < 5_000) requestAnimationFrame(step)
      else done()
    }
    requestAnimationFrame(step)
  })
}

/** Twenty messages a second for four seconds. */
async function arrive(harness: Harness): Promise<void> {
  for (let index = 0; index < 80; index += 1) {
    await harness.emit('message', { ...said(messageCount + index), cid })
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN
}
