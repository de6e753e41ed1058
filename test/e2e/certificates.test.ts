import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { selfSigned } from '../developer/certificate.ts'
import { alertText, setStage, signIn } from './stage.ts'
import { writeConfig } from '../../scripts/driver.ts'

const stage = setStage()
const dayMs = 86_400_000

test('no password goes to a server that nobody vouches for, even where the environment lets it pass', async () => {
  const asked: (string | undefined)[] = []
  const certificate = selfSigned('localhost', Date.now() - dayMs, Date.now() + dayMs)
  const server = createServer(certificate, (request, response) => {
    asked.push(request.url)
    response.writeHead(500).end()
  }).listen(0, 'localhost')
  await once(server, 'listening')
  const url = `https://localhost:${(server.address() as AddressInfo).port}`
  const app = await stage.launch({
    config: await writeConfig(stage.desktop(), {
      name: 'Stage',
      apiKey: 'key',
      serverUrl: url,
      tokenService: { url: `${url}/token` },
    }),
    env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
  })
  try {
    await signIn(app.page, 'alice')
    assert.match(await alertText(app.page), /cannot be reached/)
    assert.deepEqual(asked, [])
  } finally {
    await app.quit()
    server.closeAllConnections()
    server.close()
  }
})
