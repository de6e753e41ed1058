import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before, suite, test, type TestContext } from 'node:test'
import { Failure, type FailureCode } from '../../main/auth/errors.ts'
import type { JsonAnswer, JsonRequest } from '../../main/network/http.ts'
import { startDesktop, type Desktop } from '../support/app/desktop.ts'
import { startElectron, type RunningElectron } from '../support/app/driver.ts'
import type { MainProcess } from '../support/app/mainProcess.ts'
import { testRequests } from '../support/httpTests.ts'
import { bundleRuntime } from './bundleRuntime.ts'

/** Heads of answers, their bytes as Latin-1, and what they come to. */
const odd: [head: string, status: number, code?: FailureCode][] = [
  ['HTTP/1.1 200 OK\r\nX-Team: \xe9quipe', 200],
  ['HTTP/1.1 200 OK\r\nX-Team: \xc3\xa9quipe \xe2\x82\xac', 200],
  ['HTTP/1.1 401 Non autoris\xe9', 401],
  ['HTTP/1.1 401 \xe2\x82\xac', 401],
  ['HTTP/1.1 999 Denied', 500],
  ['HTTP/1.1 600 Odd', 500],
  ['HTTP/1.1 302 Found\r\nLocation: /there\r\nX-Team: \xe9quipe', 302, 'redirected'],
  ['HTTP/1.1 103 Early Hints\r\nX-Team: \xe9\r\n\r\nHTTP/1.1 200 OK', 200],
]

const plain = {
  method: 'POST' as const,
  headers: {},
  body: {},
  timeoutMs: 5_000,
  maxBytes: 65_536,
}

/** As test/unit/network/http.test.ts, but by the app's own fetch, in real Electron. */
suite('by Chromium', () => {
  let desktop: Desktop
  let electron: RunningElectron
  before(async () => {
    desktop = await startDesktop('none')
    await bundleRuntime(desktop.folder)
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

  for (const [head, status, code] of odd) {
    test(`${JSON.stringify(head)} is an answer, and nothing is thrown in an event`, async (t) => {
      const url = await openBytes(t, `${head}\r\nContent-Length: 14\r\n\r\n{"error":"no"}`)
      const answer = await send(electron.main, {
        ...plain,
        url,
        signal: new AbortController().signal,
      })
        .then(({ status, json }) => [status, json])
        .catch(({ code }: Failure) => code)
      assert.deepEqual(answer, code ?? [status, { error: 'no' }])
      const uncaught = await electron.main.evaluate(() => globalThis.runtime.uncaught())
      assert.deepEqual(uncaught, [])
    })
  }
})

/** A server of these bytes. */
async function openBytes(t: TestContext, bytes: string): Promise<URL> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => socket.end(Buffer.from(bytes, 'latin1')))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/token`)
}

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
