import type { Herd } from './simulate.ts'

/** One kind of client in the picture. */
export interface Curve {
  /** A class of the style sheet. */
  kind: 'ours' | 'plain'
  calls: Uint32Array
  /** The label of the curve, and its place: seconds and calls a second. */
  label: { text: string; at: number; level: number }
}

const size = { width: 880, height: 430 }
const plot = { left: 76, right: 860, top: 64, bottom: 372 }
const fromSeconds = 2_040
const highest = 200_000

/** Draws calls a second over time, as an SVG for light and dark pages. The scale is logarithmic: the curves are a thousandfold apart. */
export function drawHerd(herd: Herd, curves: Curve[]): string {
  const x = (seconds: number) =>
    round(
      plot.left + ((seconds - fromSeconds) / (herd.until - fromSeconds)) * (plot.right - plot.left),
    )
  const y = (calls: number) =>
    round(
      plot.bottom -
        (Math.log10(Math.max(1, calls)) / Math.log10(highest)) * (plot.bottom - plot.top),
    )
  const { from, to } = herd.outage
  const levels = [1, 10, 100, 1_000, 10_000, 100_000]
  const minutes = Array.from(
    { length: Math.floor((herd.until - fromSeconds) / 60) + 1 },
    (_, minute) => fromSeconds / 60 + minute,
  ).filter((minute) => minute % 2 === 0)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" font-family="system-ui, sans-serif" font-size="13">`,
    `<title>Calls a second to the token service of ${number(herd.clients)} clients, around an outage of ${(to - from) / 60} minutes</title>`,
    style,
    `<rect class="page" width="${size.width}" height="${size.height}"/>`,
    text(
      plot.left,
      28,
      'name',
      `${number(herd.clients)} clients whose tokens were issued within a minute, life 1 h`,
    ),
    text(plot.left, 48, 'small', 'calls a second to the token service, logarithmic'),
    `<rect class="outage" x="${x(from)}" y="${plot.top}" width="${round(x(to) - x(from))}" height="${plot.bottom - plot.top}"/>`,
    text((x(from) + x(to)) / 2, plot.bottom - 12, 'small middle', 'the service is down'),
    ...levels.flatMap((level) => [
      `<path class="grid" d="M${plot.left} ${y(level)}H${plot.right}"/>`,
      text(plot.left - 8, y(level) + 4, 'small end', number(level)),
    ]),
    ...minutes.map((minute) => text(x(minute * 60), plot.bottom + 20, 'small middle', `${minute}`)),
    text(
      (plot.left + plot.right) / 2,
      plot.bottom + 44,
      'small middle',
      'minutes since the first token was issued',
    ),
    ...curves.map(({ kind, calls }) => `<path class="curve ${kind}" d="${path(calls, x, y)}"/>`),
    ...curves.map(({ kind, label }) =>
      text(x(label.at), y(label.level), `name ${kind}`, label.text),
    ),
    '</svg>',
    '',
  ].join('\n')
}

/** Seconds without a call are gaps: a logarithm has no place for them. */
function path(calls: Uint32Array, x: (seconds: number) => number, y: (calls: number) => number) {
  let isDown = false
  let drawn = ''
  for (let second = fromSeconds; second < calls.length; second += 1) {
    const count = calls[second] ?? 0
    if (count > 0) {
      const from = isDown ? 'V' : `M${x(second)} `
      drawn += `${from}${y(count)}H${x(second + 1)}`
    }
    isDown = count > 0
  }
  return drawn
}

const style = `<style>
  .page { fill: #ffffff } text { fill: #1b201e } .small { font-size: 12px; fill: #4c5652 } .name { font-weight: 600 }
  .middle { text-anchor: middle } .end { text-anchor: end } .grid { stroke: #d9dfdc; stroke-width: 1 } .outage { fill: #eef1ef }
  .curve { fill: none; stroke-width: 1.6 } path.ours { stroke: #0e6b57 } path.plain { stroke: #b4541a }
  text.ours { fill: #0e6b57 } text.plain { fill: #9a4512 }
  @media (prefers-color-scheme: dark) {
    .page { fill: #141816 } text { fill: #e8edea } .small { fill: #a3afa9 } .grid { stroke: #2e3633 } .outage { fill: #1f2623 }
    path.ours { stroke: #57c7a8 } path.plain { stroke: #f0975a } text.ours { fill: #57c7a8 } text.plain { fill: #f0975a }
  }
</style>`

function text(x: number, y: number, kind: string, content: string): string {
  return `<text class="${kind}" x="${round(x)}" y="${round(y)}">${content}</text>`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

function number(value: number): string {
  return value.toLocaleString('en')
}
