import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeAccount } from '../../../main/auth/account.ts'
import { createBackends } from '../../../main/workspaces/backends.ts'
import { unattended } from '../../../main/network/pausableTimeouts.ts'
import { dial } from '../../support/directDial.ts'
import { FakeClock, FakeLog, makeToken, noPictures, tokenOf } from '../../support/fakes.ts'

const { signal } = new AbortController()
const headers = { Date: 'Thu, 01 Jan 2099 00:00:00 GMT' }

test("a token service's clock never moves the chat server's", async () => {
  const clock = new FakeClock()
  let moves = 0
  const backends = createBackends({
    clock,
    network: {
      async fetch(input) {
        const { host } = new URL(input)
        const body = host === 'chat.example' ? { channels: [] } : { token: makeToken('alice') }
        return Response.json(body, { headers })
      },
      dial,
      patience: unattended as never,
      prepare: () => undefined,
    },
    client: 'latchkey-test',
    log: new FakeLog(),
    newId: () => 'id',
    pictures: noPictures,
    browser: {
      run: () => Promise.reject(new Error('There is no browser.')),
      show: () => Promise.reject(new Error('There is no browser.')),
    },
    event: () => undefined,
    timeMoved: () => void (moves += 1),
  })
  const { serverTime, tokenService } = backends.make('team', {
    name: 'Team',
    apiKey: 'k',
    serverUrl: 'https://chat.example',
    tokenService: { url: 'https://api.example/token', signIn: 'password' },
  })
  await tokenService?.signIn('alice', 'pw', signal)
  await tokenService?.renew('alice', 'credential', signal)
  assert.deepEqual([moves, serverTime.isHeard(), serverTime.skewMs()], [0, false, 0])
  const account = makeAccount({ workspaceId: 'team', kind: 'user', userId: 'alice' })
  const caller = { account, token: tokenOf('alice'), connectionId: null, signal }
  await backends.chatOf('team').findChannel(caller, 'a:b')
  assert.deepEqual([moves, serverTime.isHeard()], [1, true])
  assert.ok(Math.abs(serverTime.now() - Date.parse(headers.Date)) < 1_000)
})

test('pictures may come from the servers of the workspace and those that the team lists', () => {
  const allowed: [id: string, addresses: readonly string[]][] = []
  const backends = createBackends({
    clock: new FakeClock(),
    network: { fetch, dial, patience: unattended as never, prepare: () => undefined },
    client: 'latchkey-test',
    log: new FakeLog(),
    newId: () => 'id',
    pictures: { allow: (id, addresses) => void allowed.push([id, addresses]) },
    browser: {
      run: () => Promise.reject(new Error('There is no browser.')),
      show: () => Promise.reject(new Error('There is no browser.')),
    },
    event: () => undefined,
    timeMoved: () => undefined,
  })
  const team = { name: 'Team', apiKey: 'k', serverUrl: 'https://chat.example', tokenService: null }
  backends.make('team', { ...team, pictures: ['https://pictures.example'] })
  assert.deepEqual(allowed, [['team', ['https://chat.example', 'https://pictures.example']]])
})
