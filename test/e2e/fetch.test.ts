import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { after, before, suite } from 'node:test'
import { build } from 'vite'
import { Failure, type FailureCode } from '../../main/auth/errors.ts'
import type { JsonAnswer, JsonRequest } from '../../main/network/http.ts'
import { startDesktop, type Desktop } from '../../scripts/desktop.ts'
import { startElectron, type RunningElectron } from '../../scripts/driver.ts'
import type { MainProcess } from '../../scripts/mainProcess.ts'
import { testRequests } from '../support/httpTests.ts'

/** As test/unit/network/http.test.ts, but by the app's own fetch, in real Electron. */
suite('by Chromium', () => {
  let desktop: Desktop
  let electron: RunningElectron
  before(async () => {
    desktop = await startDesktop('none')
    await bundle(desktop.folder)
    electron = startElectron({
      args: [join(desktop.folder, 'runtime.mjs'), `--user-data-dir=${desktop.folder}`],
      env: desktop.env,
    })
  })
  after(async () => {
    await electron.quit()
    await desktop.stop()
  })

  testRequests(async (request) => await send(electron.main, request))
})

async function send(
  electron: MainProcess,
  { url, signal, ...request }: Omit<JsonRequest, 'isEcho'>,
): Promise<JsonAnswer> {
  const id = randomUUID()
  const abort = () => void electron.evaluate((_, id) => globalThis.runtime.abort(id), id)
  signal.addEventListener('abort', abort)
  const plain = { ...request, id, url: url.href }
  const asked = electron.evaluate((_, plain) => globalThis.runtime.send(plain), plain)
  if (signal.aborted) abort()
  const came = await asked
  if (came.kind === 'failed') {
    const { code, message, retryAfterMs, origin, canRetry, said } = came
    throw new Failure(code as FailureCode, message, { retryAfterMs, origin, canRetry, cause: said })
  }
  return came.answer
}

/** Electron runs no TypeScript. */
async function bundle(folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: join(import.meta.dirname, 'runtime.ts'),
      outDir: folder,
      emptyOutDir: false,
      rollupOptions: { external: ['electron'], output: { entryFileNames: 'runtime.mjs' } },
    },
    ssr: { noExternal: true },
  })
}
