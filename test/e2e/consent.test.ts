import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, suite, test } from 'node:test'
import type { Page } from 'playwright'
import type { Bridge } from '../../preload/contract.ts'
import { answerQuestions, questions } from '../support/app/questions.ts'
import { setStage, type Stage } from './harness.ts'

suite('a script in the window', () => {
  const stage: Stage = setStage()
  /** A server that the person has never chosen. */
  let stranger: Server
  let url = ''
  let asked = 0
  before(async () => {
    stranger = createServer((_, answer) => {
      asked += 1
      answer.writeHead(401, { 'Content-Type': 'application/json' }).end('{"message":"read me"}')
    })
    await new Promise<void>((resolve) => void stranger.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`
  })
  after(() => stranger.close())

  test('adds no workspace at a new server, and checks none, unless the person agrees', async () => {
    const { electron, page, quit } = await stage.launch()
    await page.getByRole('tab', { name: 'Sign in' }).waitFor()
    await answerQuestions(electron, 'Cancel')
    assert.deepEqual(await addWorkspace(page, url), 'aborted')
    assert.deepEqual(await checkTokenService(page, url), 'aborted')
    assert.equal(asked, 0)
    const host = new URL(url).host
    for (const { message } of await questions(electron)) {
      assert.equal(message, `Connect to “${host}”?`)
    }
    assert.equal((await questions(electron)).length, 2)

    await answerQuestions(electron, 'Connect')
    assert.equal(await addWorkspace(page, url), 'done')
    await page.getByText(host).first().waitFor()
    assert.equal(await checkTokenService(page, url), 'done')
    assert.ok(asked > 0)
    assert.equal((await questions(electron)).length, 1, 'a server is asked about once')
    await quit()
  })
})

function addWorkspace(page: Page, serverUrl: string): Promise<string> {
  return page.evaluate(async (serverUrl) => {
    const { latchkey } = window as unknown as { latchkey: Bridge }
    const workspace = { name: 'Team', apiKey: 'k', tokenServiceUrl: '', signIn: 'none' } as const
    const reply = await latchkey.addWorkspace({ ...workspace, serverUrl })
    return reply.ok ? 'done' : reply.code
  }, serverUrl)
}

function checkTokenService(page: Page, url: string): Promise<string> {
  return page.evaluate(async (url) => {
    const { latchkey } = window as unknown as { latchkey: Bridge }
    const request = { userId: 'seen', password: 'and type', signIn: 'password' } as const
    const reply = await latchkey.checkTokenService({ ...request, url })
    return reply.ok ? 'done' : reply.code
  }, url)
}
