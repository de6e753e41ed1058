import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readImageFormat } from '../../main/chat/imageFormat.ts'
import { startSandbox } from '../../sandbox/server.ts'
import { testSecret } from '../support/fakes.ts'

test('some users have a picture on the server, one has a dead link, and the bot one elsewhere', async (t) => {
  const sandbox = await startSandbox({ secret: testSecret, bot: 'off' })
  t.after(() => sandbox.stop())
  const images = await imagesOf(sandbox)
  assert.deepEqual(Object.keys(images).toSorted(), ['alice', 'bob', 'carol', 'launch-bot'])
  assert.equal(images['bob'], undefined)
  assert.equal(images['launch-bot'], 'https://pictures.example/launch-bot.png')
  for (const id of ['alice', 'carol']) {
    const answer = await fetch(images[id] ?? '')
    assert.equal(answer.headers.get('content-type'), 'image/png')
    const read = readImageFormat(Buffer.from(await answer.arrayBuffer()))
    assert.deepEqual(read, { type: 'image/png', width: 96, height: 96 })
  }
  for (const path of ['gone.png', '', 'constructor.png']) {
    assert.equal((await fetch(`${sandbox.url}/pictures/${path}`)).status, 404)
  }
  const posted = await fetch(images['alice'] ?? '', { method: 'POST' })
  assert.equal(posted.status, 404)
})

/** The pictures of the authors in the public channel, by user ID. */
async function imagesOf({ url, apiKey, issueToken }: Awaited<ReturnType<typeof startSandbox>>) {
  const query = `api_key=${apiKey}&user_id=alice`
  const answer = await fetch(`${url}/channels/livestream/launch-day/query?${query}`, {
    method: 'POST',
    headers: {
      Authorization: await issueToken('alice'),
      'stream-auth-type': 'jwt',
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({ data: {}, state: true }),
  })
  const { messages } = (await answer.json()) as {
    messages: { user: { id: string; image?: string } }[]
  }
  return Object.fromEntries(messages.map(({ user }) => [user.id, user.image]))
}
