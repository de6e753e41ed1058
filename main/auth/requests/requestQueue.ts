/** A request on its way. */
export interface Ticket {
  /** By the order of arrival. */
  readonly number: number
  /** Of the tickets of one lane one is under way or pauses at a time; null: no lane. */
  readonly lane: string | null
}

/** Who goes next: each ticket waits, is under way, or pauses. */
export interface Queue<Each extends Ticket> {
  /** Takes a new ticket straight under way, if it may go; else nothing has happened. */
  start(ticket: Each): boolean
  /** Takes a new ticket in to wait; not when 10,000 wait already. */
  join(ticket: Each): boolean
  /** Takes the first that may go under way; null: none may. */
  next(): Each | null
  /** One under way, or in a pause, waits again: in the place that its arrival gives it, before all who came later. */
  comeBack(ticket: Each): void
  /** One under way pauses. Its place is free for others, its lane is not, so that nobody in it overtakes. */
  pause(ticket: Each): void
  /** One is done with, wherever it is. */
  leave(ticket: Each): void
  /** Those in a pause. */
  pausing(): Each[]
  /** Takes all out, wherever they are. */
  clear(): Each[]
  /** How many wait or pause. */
  waiting(): number
}

const mostWaiting = 10_000
/**
 * More sockets to one server help nobody. It also bounds how many meet a token that the server has ended: of 10,000 at
 * once the rest go once, with the new one (`npm run bench -- --only requests`).
 */
const mostUnderWay = 64

export function createQueue<Each extends Ticket>(): Queue<Each> {
  const waiting: Each[] = []
  const underWay = new Set<Each>()
  const pausing = new Set<Each>()
  /** Lanes with a ticket under way or in a pause. */
  const busy = new Set<string>()

  function hasPlace(): boolean {
    return underWay.size < mostUnderWay
  }

  function isLaneFree({ lane }: Each): boolean {
    return lane === null || !busy.has(lane)
  }

  function go(ticket: Each): void {
    underWay.add(ticket)
    if (ticket.lane !== null) busy.add(ticket.lane)
  }

  function freeLane({ lane }: Each): void {
    if (lane !== null) busy.delete(lane)
  }

  function numberAt(place: number): number {
    return waiting[place]?.number ?? 0
  }

  return {
    start(ticket) {
      if (!hasPlace() || !isLaneFree(ticket)) return false
      go(ticket)
      return true
    },
    join(ticket) {
      if (waiting.length >= mostWaiting) return false
      waiting.push(ticket)
      return true
    },
    next() {
      if (!hasPlace()) return null
      const place = waiting.findIndex(isLaneFree)
      if (place < 0) return null
      const [ticket = null] = waiting.splice(place, 1)
      if (ticket) go(ticket)
      return ticket
    },
    comeBack(ticket) {
      underWay.delete(ticket)
      pausing.delete(ticket)
      freeLane(ticket)
      let place = waiting.length
      while (place > 0 && numberAt(place - 1) > ticket.number) place -= 1
      waiting.splice(place, 0, ticket)
    },
    pause(ticket) {
      underWay.delete(ticket)
      pausing.add(ticket)
    },
    leave(ticket) {
      const place = waiting.indexOf(ticket)
      if (place >= 0) waiting.splice(place, 1)
      else if (underWay.delete(ticket) || pausing.delete(ticket)) freeLane(ticket)
    },
    pausing: () => [...pausing],
    clear() {
      const all = [...waiting, ...pausing, ...underWay]
      waiting.length = 0
      for (const each of [pausing, underWay, busy]) each.clear()
      return all
    },
    waiting: () => waiting.length + pausing.size,
  }
}
