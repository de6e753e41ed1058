import { crc32, deflateSync } from 'node:zlib'

import type { Answer } from './http.ts'
import { json } from './http.ts'
import { Refusal, errorBody } from './refusal.ts'

/** The width and height of a picture in pixels. */
const edge = 96

/** The sky, the sun and the hills of a user's picture, as RGB. */
const palettes: Readonly<Record<string, [number, number, number][]>> = {
  alice: [
    [252, 222, 190],
    [240, 120, 84],
    [70, 70, 110],
  ],
  carol: [
    [190, 224, 240],
    [252, 244, 214],
    [44, 110, 92],
  ],
}

/** Answers `GET /pictures/{name}.png`. As on a real server, pictures need no token, and a profile can name one that is gone. */
export function answerPicture(method: string | undefined, name: string | undefined): Answer {
  const id = name?.replace(/\.png$/, '') ?? ''
  const colours = Object.hasOwn(palettes, id) ? palettes[id] : undefined
  if (method !== 'GET' || !colours) {
    return json(404, errorBody(new Refusal(16, 'There is no such picture')))
  }
  return { kind: 'file', type: 'image/png', body: draw(colours) }
}

/** Draws a small landscape as a PNG with a palette (PNG, third edition, sections 11.2.1 and 11.2.2). */
function draw(colours: readonly [number, number, number][]): Buffer {
  const rows = Array.from({ length: edge }, (_, y) =>
    Buffer.from([0, ...Array.from({ length: edge }, (_, x) => colourAt(x, y))]),
  )
  const head = Buffer.alloc(13)
  head.writeUInt32BE(edge, 0)
  head.writeUInt32BE(edge, 4)
  head.set([8, 3], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(colours.flat())),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function colourAt(x: number, y: number): number {
  const hill = 62 + 10 * Math.sin(x / 14) + 4 * Math.sin(x / 5)
  if (y > hill) return 2
  return Math.hypot(x - 58, y - 44) < 20 ? 1 : 0
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, checksum])
}
