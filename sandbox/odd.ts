import type { Encoding } from './encoding.ts'

/**
 * The parts of a value that a client needs: `true` keeps it whole; an object keeps the fields it names;
 * an array keeps the elements of a list, among which elements that cannot be read may stand. All else may be odd.
 */
export type Needed = true | { [field: string]: Needed } | [Needed]

const user = { id: true, name: true, image: true } as const
const message = {
  id: true,
  type: true,
  text: true,
  user,
  created_at: true,
  parent_id: true,
  show_in_channel: true,
  silent: true,
  shadowed: true,
  deleted_at: true,
} as const
const state = {
  channel: { cid: true, type: true, id: true, name: true, own_capabilities: true, cooldown: true },
  messages: [message],
  read: [{ user: { id: true }, last_read: true, unread_messages: true }],
  watcher_count: true,
} as const satisfies Needed
const body: Needed = {
  ...state,
  channels: [state],
  message,
  user,
  access_token: true,
  token: true,
  refresh_token: true,
  error: true,
  code: true,
}

/** Beside the bodies of answers: whose `created_at` teaches the time, and what else events need. */
const frames: Record<string, Needed> = {
  'health.check': {
    type: true,
    connection_id: true,
    created_at: true,
    me: { id: true, name: true, role: true },
  },
  'connection.error': { type: true, created_at: true, error: { code: true } },
  'message.new': { type: true, cid: true, message },
}

const byteOrderMark = '\ufeff'
const oddValues = [null, 7, -0.5, 'odd', '', true, [], {}, [null], { odd: [{}] }] as const
const unknownFields = ['odd_field', 'Code', 'constructor', '__proto__', 'übergröße', ''] as const
const unreadable = [
  null,
  7,
  'odd',
  [],
  {},
  { id: null },
  { channel: null },
  { channel: {} },
] as const
const reasons = [
  undefined,
  '',
  'Tr\u00e8s bien',
  'Non autoris\u00e9',
  'Okay  then',
  '\u0080\u00ff',
] as const
const oddDates = ['2001-01-01T00:00:00Z', '2099-12-31T23:59:59.999Z', 'yesterday', null, 7] as const

/** Events that mean nothing to a client, or cannot be read. */
const strayFrames = [
  'null',
  '7',
  '"odd"',
  '[]',
  '{',
  '',
  '{}',
  '{"type":null}',
  '{"type":"message.new"}',
  '{"type":"message.new","cid":null,"message":null,"me":null,"connection_id":null}',
  '{"type":"message.new","cid":"livestream:launch-day","message":{"id":null,"text":"odd"}}',
  '{"type":"odd.event","created_at":"2001-01-01T00:00:00Z","cid":7}',
  '{"type":"user.presence.changed","created_at":"2099-12-31T23:59:59Z","me":[],"user":null}',
] as const

/**
 * Everything that a real backend may send and a kind one does not, at once: nulls and other types in each place that a client
 * does not need, unknown fields and events, unreadable elements in lists, fields in another order, byte order marks, bytes
 * beyond ASCII in heads, odd reason phrases, events with old and future dates. Only the looks: what is said stays the same.
 * The same seed gives the same oddities.
 */
export function createOddEncoding(seed: number): Encoding {
  const random = createRandom(seed)
  const isChance = (share: number) => random() < share
  const pick = <Value>(values: readonly Value[]) =>
    values[Math.floor(random() * values.length)] as Value

  function applyFault(value: unknown, needed: Needed): unknown {
    if (needed === true || typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return Array.isArray(needed) ? spoilList(value, needed[0]) : value
    if (Array.isArray(needed)) return value
    const fields = Object.entries(value).flatMap(([name, field]): [string, unknown][] => {
      const wanted = Object.hasOwn(needed, name) ? needed[name] : undefined
      if (wanted !== undefined) return [[name, applyFault(field, wanted)]]
      return isChance(0.2) ? [] : [[name, isChance(0.7) ? pick(oddValues) : field]]
    })
    const names = new Set(Object.keys(value))
    const added = unknownFields
      .filter((name) => !names.has(name) && isChance(0.3))
      .map((name): [string, unknown] => [name, pick(oddValues)])
    return Object.fromEntries(shuffle([...fields, ...added]))
  }

  function spoilList(values: unknown[], needed: Needed): unknown[] {
    return values.flatMap((value) => [
      ...(isChance(0.2) ? [pick(unreadable)] : []),
      applyFault(value, needed),
    ])
  }

  function shuffle<Value>(values: Value[]): Value[] {
    return values
      .map((value) => ({ value, place: random() }))
      .toSorted((a, b) => a.place - b.place)
      .map(({ value }) => value)
  }

  const write = (value: unknown) => (isChance(0.5) ? byteOrderMark : '') + JSON.stringify(value)

  return {
    body: (value) => write(applyFault(value, neededOf(value))),
    frames(value) {
      const spoilt = applyFault(value, neededOf(value)) as object
      const isNews = 'type' in value && value.type === 'message.new'
      const dated = isNews ? { ...spoilt, created_at: pick(oddDates) } : spoilt
      return [write(dated), ...strayFrames.filter(() => isChance(0.3))]
    },
    head: () => ({
      reason: pick(reasons),
      headers: Object.fromEntries(
        shuffle([
          ['X-Team', '\u00e9quipe'],
          ['X-Bytes', '\u0080\u00fe\u00ff'],
        ]),
      ),
    }),
  }
}

/**
 * The parts that a client needs of a body or an event. The text of a refusal with code 4 counts: it means any bad input. Those of others
 * do not.
 */
export function neededOf(value: object): Needed {
  if ('type' in value && typeof value.type === 'string') return frames[value.type] ?? { type: true }
  if (!('code' in value) || typeof value.code !== 'number') return body
  return value.code === 4 ? { code: true, message: true } : { code: true }
}

/** Mulberry32: small, and the same everywhere. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
