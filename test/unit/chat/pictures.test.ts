import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { createPictures } from '../../../main/chat/pictures.ts'
import { unattended } from '../../../main/network/pausableTimeouts.ts'
import { makeResponse, type Fetch } from '../../../main/network/response.ts'
import { FakeClock, settled } from '../../support/fakes.ts'
import { gif, png } from '../../support/images.ts'

const team = 'team'
const server = 'https://chat.team.example/api'
const avatar = 'https://chat.team.example/avatars/bob.png'

type Serve = (url: URL) => { status?: number; location?: string; body?: Buffer } | Promise<never>

/** Pictures of one workspace, whose server is `serve`. */
function openPictures(serve: Serve = () => ({ body: png(32, 32) })) {
  const clock = new FakeClock()
  const asked: string[] = []
  const sent: Parameters<Fetch>[1][] = []
  const fetch: Fetch = async (input, init) => {
    const url = new URL(input)
    asked.push(url.href)
    sent.push(init)
    const { status = 200, location, body } = await serve(url)
    const headers = location === undefined ? {} : { location }
    return makeResponse(status, headers, body ? Readable.from([body]) : null)
  }
  const pictures = createPictures({ fetch, patience: unattended, clock })
  pictures.allow(team, [server, 'https://api.team.example/token'])
  const read = (address: string | null) => pictures.read(address?.replace('/picture/', '') ?? '')
  return {
    pictures,
    clock,
    asked,
    sent,
    read,
    show: (image: string) => read(pictures.addressOf(team, image)),
  }
}

for (const [what, image, isShown] of [
  ['on the chat server', avatar, true],
  ['on the token service', 'https://api.team.example/me.webp', true],
  ['on another server', 'https://pictures.example/bob.png', false],
  ['on another port of the chat server', 'https://chat.team.example:8443/bob.png', false],
  ['on the chat server over http', 'http://chat.team.example/avatars/bob.png', false],
  ['on the router at home', 'https://192.168.1.1/reboot', false],
  ['on this computer', 'http://127.0.0.1:8080/', false],
  ['with a password in its address', 'https://a:b@chat.team.example/bob.png', false],
  ['in a file', 'file:///etc/passwd', false],
  ['in its own address', 'data:image/png;base64,AAAA', false],
  ['that is no address', 'bob.png', false],
] as const) {
  test(`a picture ${what} is ${isShown ? '' : 'not '}asked for`, async () => {
    const { show, asked } = openPictures()
    const picture = await show(image)
    assert.equal(picture !== null, isShown)
    assert.deepEqual(asked, isShown ? [image] : [])
  })
}

test('the servers of one workspace give no picture to the users of another', () => {
  const { pictures } = openPictures()
  pictures.allow('other', ['https://chat.other.example'])
  assert.equal(pictures.addressOf('other', avatar), null)
  assert.equal(pictures.addressOf('unknown', avatar), null)
})

test('the window gets a name that tells nothing of the address, another one at each start', () => {
  const [first, second] = [openPictures(), openPictures()]
  const address = first.pictures.addressOf(team, avatar) ?? ''
  assert.match(address, /^\/picture\/[\w-]{43}$/)
  assert.equal(first.pictures.addressOf(team, avatar), address)
  assert.notEqual(second.pictures.addressOf(team, avatar), address)
})

test('an address downloads nothing until the window shows it, and then once', async () => {
  const { pictures, read, asked } = openPictures()
  const address = pictures.addressOf(team, avatar)
  assert.deepEqual(asked, [])
  const shown = await Promise.all([read(address), read(address)])
  await read(address)
  assert.deepEqual(asked, [avatar])
  assert.deepEqual(shown[0], { type: 'image/png', data: png(32, 32) })
})

test('a request for a picture has no credential and no body', async () => {
  const { show, sent } = openPictures()
  await show(avatar)
  const { signal: _, ...init } = sent[0] ?? {}
  assert.deepEqual(init, {
    headers: { Accept: 'image/webp,image/png,image/jpeg,image/gif' },
    redirect: 'manual',
  })
})

test('a name that was not given out is no picture', async () => {
  const { pictures, asked } = openPictures()
  assert.equal(await pictures.read('AAAA'), null)
  assert.deepEqual(asked, [])
})

for (const [what, serve] of [
  ['that is not there', () => ({ status: 404, body: png(32, 32) })],
  ['that is a page', () => ({ body: Buffer.from('<h1>Sign in to the network</h1>') })],
  ['that is an SVG', () => ({ body: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') })],
  ['of more than 1 MB', () => ({ body: Buffer.concat([png(32, 32), Buffer.alloc(1024 * 1024)]) })],
  ['of more pixels than are shown', () => ({ body: png(2049, 10) })],
  ['without pixels', () => ({ body: gif(0, 10) })],
  ['behind a network error', () => Promise.reject(new Error('net::ERR_FAILED'))],
] satisfies [string, Serve][]) {
  test(`a picture ${what} is not shown`, async () => {
    const { show } = openPictures(serve)
    assert.equal(await show(avatar), null)
  })
}

for (const [where, location, asked] of [
  ['within the server', '/avatars/2.png', 'https://chat.team.example/avatars/2.png'],
  ['to another server', 'https://pictures.example/2.png', null],
  ['to http', 'http://chat.team.example/2.png', null],
  ['to nowhere', 'https://[', null],
] as const) {
  test(`a redirect ${where} is ${asked === null ? 'not ' : ''}followed`, async () => {
    const { show, asked: all } = openPictures((url) =>
      url.href === avatar ? { status: 302, location } : { body: png(8, 8) },
    )
    assert.equal((await show(avatar)) !== null, asked !== null)
    assert.deepEqual(all, asked === null ? [avatar] : [avatar, asked])
  })
}

test('a server that redirects for ever is asked four times', async () => {
  const { show, asked } = openPictures(() => ({ status: 302, location: avatar }))
  assert.equal(await show(avatar), null)
  assert.equal(asked.length, 4)
})

test('a picture that was not there is asked for again after five minutes, not sooner', async () => {
  const { show, asked, clock } = openPictures(() => ({ status: 404 }))
  await show(avatar)
  await clock.turn(5 * 60_000 - 1)
  await show(avatar)
  assert.equal(asked.length, 1)
  await clock.turn(1)
  await show(avatar)
  assert.equal(asked.length, 2)
})

test('four pictures are downloaded at a time, however many are shown', async () => {
  const finish: (() => void)[] = []
  const { show, asked } = openPictures(
    () => new Promise<never>((_, reject) => finish.push(() => reject(new Error('over')))),
  )
  const shown = Array.from({ length: 10 }, (_, index) => show(`${server}/${index}.png`))
  for (const expected of [4, 8, 10]) {
    await settled()
    await settled()
    assert.equal(asked.length, expected)
    for (const end of finish.splice(0)) end()
  }
  await Promise.all(shown)
})

test('the least recently shown pictures leave memory when there is more than 16 MB of them', async () => {
  const large = Buffer.concat([png(32, 32), Buffer.alloc(1_000_000)])
  const { show, asked } = openPictures(() => ({ body: large }))
  const address = (index: number) => `${server}/${index}.png`
  for (let index = 0; index < 16; index += 1) await show(address(index))
  await show(address(0))
  await show(address(16))
  const before = asked.length
  await show(address(0))
  assert.equal(asked.length, before, 'recently shown')
  await show(address(1))
  assert.equal(asked.length, before + 1, 'the oldest')
})
