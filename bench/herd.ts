import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startOurs, startPlain } from './herd/clients.ts'
import { loadOf, type Load } from './herd/load.ts'
import { drawHerd } from './herd/picture.ts'
import { simulate, usualHerd, type Herd } from './herd/simulate.ts'

/**
 * `npm run herd [-- --clients N] [--outage SECONDS] [--from SECOND] [--picture FILE]`: what a crowd of clients does to
 * its token service, with the refresh of the app and with a plain one, on a fake clock. The picture is written by the usual
 * herd only, or where it is told to be.
 */
const args = process.argv.slice(2)
const clients = Number(valueOf('--clients') ?? 100_000)
const from = Number(valueOf('--from') ?? usualHerd.outage.from)
const to = from + Number(valueOf('--outage') ?? usualHerd.outage.to - usualHerd.outage.from)
const herd: Herd = { ...usualHerd, clients, outage: { from, to }, until: 2 * to - from + 300 }
const isUsual = args.length === 0
const picture = valueOf('--picture') ?? (isUsual ? join('docs', 'herd.svg') : null)
const mostCrowding = 3

console.log(
  `${number(clients)} clients, tokens issued within ${herd.issuedWithinSeconds} s, life ${herd.lifeSeconds / 60} min; ` +
    `the token service is down from ${clockOf(from)} to ${clockOf(to)} after the first token. Seed ${herd.seed}.`,
)

const ours = await simulate(herd, startOurs)
const plain = await simulate(herd, startPlain)
const [ourLoad, plainLoad] = [loadOf(herd, ours), loadOf(herd, plain)]
print("Latchkey's refresh: due with jitter, tries spread over a quarter of what is left", ourLoad)
console.log(`  renewed ${number(ours.renewed)}, after their token had ended ${number(ours.late)}`)
print('a plain client: due at two thirds of the life, then a try each second', plainLoad)
console.log(`  renewed ${number(plain.renewed)}, after their token had ended ${number(plain.late)}`)

if (picture !== null) {
  const ourPeak = `Latchkey: at most ${number(ourLoad.returnPeak)} a second after the return`
  const plainPeak = `a plain client: ${number(plainLoad.returnPeak)} in the first second`
  const svg = drawHerd(herd, [
    {
      kind: 'plain',
      calls: plain.calls,
      label: { text: plainPeak, at: to + 12, level: plainLoad.returnPeak / 2 },
    },
    {
      kind: 'ours',
      calls: ours.calls,
      label: { text: ourPeak, at: to + 12, level: ourLoad.returnPeak * 2 },
    },
  ])
  await writeFile(picture, svg)
  console.log(`The picture is ${picture}.`)
}

const isMet = ourLoad.crowding <= mostCrowding
console.log(
  `${isMet ? '✔' : '✖'} the peak after the return is ${ourLoad.crowding.toFixed(2)} times the mean of the following ` +
    `minutes (limit ${mostCrowding})`,
)
if (!isMet) process.exitCode = 1

function print(name: string, load: Load): void {
  const minutes = (to - from) / 60
  console.log(
    [
      '',
      name,
      `  during the outage       peak ${calls(load.outagePeak)}  mean ${calls(load.outageMean)}  calls a second`,
      `  ${minutes} min after the return  peak ${calls(load.returnPeak)}  mean ${calls(load.returnMean)}  ${load.crowding.toFixed(2)} times`,
      `  the last one has its token ${load.recoverySeconds} s after the return`,
    ].join('\n'),
  )
}

function calls(value: number): string {
  return number(Math.round(value)).padStart(7)
}

function clockOf(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

function number(value: number): string {
  return value.toLocaleString('en')
}

function valueOf(name: string): string | undefined {
  const place = args.indexOf(name)
  return place < 0 ? undefined : args[place + 1]
}
