import type { Cancel, Clock } from './clock.ts'

/** Somebody who talks for as long as anybody listens. */
export interface Bot {
  /** Somebody has begun to listen: starts talking unless it already does. */
  wake(): void
  stop(): void
}

/** The bot's action and its interval. */
export interface BotOptions {
  intervalMs: number
  isHeard(): boolean
  speak(line: string): void
  lines: string[]
}

/** A bot that says its lines in turn, the first one interval after it was woken, and sleeps when nobody listens. */
export function createBot(clock: Clock, { intervalMs, isHeard, speak, lines }: BotOptions): Bot {
  let cancel: Cancel | null = null
  let spoken = 0
  const talk = () => {
    cancel = null
    const line = lines[spoken % lines.length]
    if (!isHeard() || line === undefined) return
    speak(line)
    spoken += 1
    cancel = clock.after(intervalMs, talk)
  }
  return {
    wake() {
      if (isHeard()) cancel ??= clock.after(intervalMs, talk)
    },
    stop() {
      cancel?.()
      cancel = null
    },
  }
}
