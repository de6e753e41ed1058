/** A request in the queue. */
export interface QueueItem {
  /** By the order of arrival. */
  readonly number: number
  /** Of the items with one ordering key, one is in flight or paused at a time; null: no order. */
  readonly orderingKey: string | null
}

/** Decides which item goes next. Each one waits, is in flight, or is paused. */
export interface Queue<Each extends QueueItem> {
  /** Puts a new item in flight at once if it may go; otherwise changes nothing. */
  start(item: Each): boolean
  /** Adds a new item to the waiting ones. False when 10,000 wait already. */
  join(item: Each): boolean
  /** Puts the first item that may go in flight; null: none may. */
  next(): Each | null
  /** An item in flight or paused waits again, in the place of its arrival: before all that came later. */
  requeue(item: Each): void
  /** Pauses an item in flight. Its place is free for others; its ordering key is not, so nothing overtakes it. */
  pause(item: Each): void
  /** Removes an item, wherever it is. */
  leave(item: Each): void
  /** The paused items. */
  pausing(): Each[]
  /** Removes all items, wherever they are. */
  clear(): Each[]
  /** How many wait or pause. */
  waiting(): number
}

const mostWaiting = 10_000
/**
 * More sockets to one server do not help. The limit also bounds how many requests meet a token that the server has ended: of 10,000 at
 * once the rest go once, with the new one (`npm run bench -- --only requests`).
 */
const mostInFlight = 64

export function createQueue<Each extends QueueItem>(): Queue<Each> {
  const waiting: Each[] = []
  const inFlight = new Set<Each>()
  const pausing = new Set<Each>()
  /** Ordering keys with an item in flight or paused. */
  const busy = new Set<string>()

  function hasPlace(): boolean {
    return inFlight.size < mostInFlight
  }

  function isKeyFree({ orderingKey }: Each): boolean {
    return orderingKey === null || !busy.has(orderingKey)
  }

  function go(item: Each): void {
    inFlight.add(item)
    if (item.orderingKey !== null) busy.add(item.orderingKey)
  }

  function freeKey({ orderingKey }: Each): void {
    if (orderingKey !== null) busy.delete(orderingKey)
  }

  function numberAt(place: number): number {
    return waiting[place]?.number ?? 0
  }

  return {
    start(item) {
      if (!hasPlace() || !isKeyFree(item)) return false
      go(item)
      return true
    },
    join(item) {
      if (waiting.length >= mostWaiting) return false
      waiting.push(item)
      return true
    },
    next() {
      if (!hasPlace()) return null
      const place = waiting.findIndex(isKeyFree)
      if (place < 0) return null
      const [item = null] = waiting.splice(place, 1)
      if (item) go(item)
      return item
    },
    requeue(item) {
      inFlight.delete(item)
      pausing.delete(item)
      freeKey(item)
      let place = waiting.length
      while (place > 0 && numberAt(place - 1) > item.number) place -= 1
      waiting.splice(place, 0, item)
    },
    pause(item) {
      inFlight.delete(item)
      pausing.add(item)
    },
    leave(item) {
      const place = waiting.indexOf(item)
      if (place >= 0) waiting.splice(place, 1)
      else if (inFlight.delete(item) || pausing.delete(item)) freeKey(item)
    },
    pausing: () => [...pausing],
    clear() {
      const all = [...waiting, ...pausing, ...inFlight]
      waiting.length = 0
      for (const each of [pausing, inFlight, busy]) each.clear()
      return all
    },
    waiting: () => waiting.length + pausing.size,
  }
}
