import type { Cancel, Clock } from './clock.ts'

/** A user that posts while a connection watches. */
export interface Bot {
  /** A connection watches: starts posting unless it already does. */
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

/** A bot that posts its lines in turn, the first one interval after `wake`, and stops when no connection watches. */
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
