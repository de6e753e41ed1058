import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readAddress } from '../../../main/network/address.ts'

for (const address of [
  'https://chat.stream-io-api.com',
  ' https://api.acme.example/chat-token?team=1 ',
  'https://10.0.0.1:8443',
  'http://localhost:3000',
  'http://127.0.0.1:3000/base',
  'http://127.1.2.3',
  'http://[::1]:3000',
]) {
  test(`${address.trim()} is an address`, () => {
    assert.equal(readAddress(address, 'serverUrl').href, new URL(address.trim()).href)
  })
}

const wrong: [address: string, why: RegExp][] = [
  ['', /is not a URL/],
  ['chat.example.com', /is not a URL/],
  ['https://', /is not a URL/],
  ['http://chat.example.com', /must start with https/],
  ['http://127.0.0.1.example.com', /must start with https/],
  ['http://localhost.example.com', /must start with https/],
  ['http://10.0.0.1', /must start with https/],
  ['http://0.0.0.0', /must start with https/],
  ['ws://localhost', /must start with https/],
  ['file:///etc/passwd', /must start with https/],
  ['javascript:alert(1)', /must start with https/],
  ['https://alice:pw@chat.example.com', /must not contain a user name/],
  ['https://alice@chat.example.com', /must not contain a user name/],
  ['http://:pw@localhost', /must not contain a user name/],
  ['https://chat.example.com/#top', /must not contain a “#”/],
]

for (const [address, why] of wrong) {
  test(`“${address}” is refused at its field`, () => {
    for (const field of ['serverUrl', 'tokenServiceUrl'] as const) {
      assert.throws(() => readAddress(address, field), { code: 'badInput', field, message: why })
    }
  })
}
