import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBuilt } from './app/build.mjs'
import { failureReport, runToEnd, StepFailure } from './run/report.ts'
import { Stop } from './run/stop.mjs'
import { tourDeveloper } from './tour/developer.ts'
import { runTour } from './tour/run.ts'
import { pictureScreens } from './tour/screens.ts'
import { tourSignIns } from './tour/signInMethods.ts'

/**
 * `npm run tour [-- --times=N]`: the real app under a display of its own, driven through every way to sign in, a restart, an
 * expiry and renewal, a sign-out, and developer mode. Each step is printed with its time; the pictures are in out/tour.
 * `--times` runs it so often, each time on a new desktop, and counts. `--screens` instead takes a picture of each screen in
 * each of its states, for docs/screens.md.
 */
const folder = join('out', 'tour')

await runToEnd('tour', async () => {
  const { times, screens } = readOptions()
  await ensureBuilt('.')
  if (screens) {
    const pictures = await pictureScreens(
      join('docs', 'pictures', 'screens'),
      join('docs', 'screens.md'),
    )
    console.log(`${pictures} pictures are in docs/pictures/screens`)
    return true
  }
  if (times === 1) {
    await tour()
    return true
  }
  let failed = 0
  for (let count = 1; count <= times; count += 1) {
    console.log(`\ntour ${count} of ${times}`)
    try {
      await tour()
    } catch (error) {
      if (!(error instanceof StepFailure)) throw error
      failed += 1
      console.error(failureReport('tour', [error]))
    }
  }
  console.log(`\n${times} tours: ${times - failed} passed, ${failed} failed`)
  return failed === 0
})

async function tour(): Promise<void> {
  const pictures = await runTour(folder, async (guide, sandbox) => {
    await tourSignIns(guide, sandbox)
    // The sandbox that ships with the app has its switches in the window.
    await guide.renew('')
    await tourDeveloper(guide)
  })
  console.log(`${pictures} pictures are in ${folder}`)
}

function readOptions(): { times: number; screens: boolean } {
  const usage = 'Usage: npm run tour [-- --times=N | --screens], with N from 1.'
  try {
    const { values } = parseArgs({
      options: {
        times: { type: 'string', default: '1' },
        screens: { type: 'boolean', default: false },
      },
    })
    const { times, screens } = values
    if (/^[1-9]\d{0,3}$/.test(times)) return { times: Number(times), screens }
  } catch {
    // An option that is unknown gets the same answer.
  }
  throw new Stop(usage)
}
