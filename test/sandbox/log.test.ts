import assert from 'node:assert/strict'
import { test } from 'node:test'

import { openHarness, testSecret } from './harness.ts'

test('the log has the events and no token, password, secret, query or message text', async (t) => {
  const lines: string[] = []
  const harness = await openHarness(t, { log: (line) => lines.push(line) })
  const { token, refresh_token } = (await harness.signIn('alice', 'alice-sandbox')).body
  const guest = (await harness.call(null, '/guest', { user: { id: 'visitor' } })).body
  await harness.join(token)
  await harness.connect(`${token}x`).next()
  await harness.signIn('alice', 'a-wrong-password')
  await harness.renew('bob', refresh_token)
  await harness.call(token, '/channels/livestream/launch-day/message', {
    message: { text: 'my words' },
  })
  await harness.call(`${token}x`, '/channels/messaging/my-room/query')
  await harness.call(token, `/my-path?authorization=${token}`)
  await harness.call(token, '/channels', 'my body')
  await harness.dial({ json: 'my payload' }).next()
  const log = lines.join('\n')
  for (const said of [
    'POST guest',
    'connect ok, user',
    'connect refused with code 43',
    'token service: 200',
    'token service: 401',
    'token service: 403',
    'POST channels/{type}/{id}/message',
    'POST channels/{type}/{id}/query: refused with code 43',
    'unknown path: refused with code 16',
    'POST channels: refused with code 4',
  ]) {
    assert.ok(lines.includes(said), `${said} is in the log:\n${log}`)
  }
  const secrets = [token, refresh_token, guest.access_token].flatMap((whole: string) =>
    whole.split('.').slice(1),
  )
  for (const secret of [...secrets, testSecret, 'password', 'sandbox', 'my', '?', '=']) {
    assert.equal(log.includes(secret), false, `${secret} is not in the log:\n${log}`)
  }
})
