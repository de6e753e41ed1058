import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  clocks,
  meaning,
  objection,
  renewal,
  when,
} from '../../../../../renderer/developer/token/tokenText.ts'
import { exactTime, pointInTime, span } from '../../../../../renderer/text/times.ts'

const now = new Date('2030-05-06T12:00:00').getTime()
const claim = (name: string, value = '1') => ({ name, value })

test('a member that is not known is one’s own, whatever it is called', () => {
  for (const name of ['plan', 'constructor', '__proto__', 'toString', '']) {
    assert.equal(meaning('payload', claim(name)), 'A claim of your own.')
    assert.equal(meaning('header', claim(name)), 'A field of your own.')
  }
})

test('each claim of RFC 7519 and of chat tokens has words of its own', () => {
  const names = ['user_id', 'exp', 'iat', 'nbf', 'iss', 'sub', 'jti', 'aud']
  const words = names.map((name) => meaning('payload', claim(name)))
  assert.equal(new Set([...words, 'A claim of your own.']).size, names.length + 1)
})

test('an algorithm other than HS256 is told as not that of chat tokens', () => {
  assert.doesNotMatch(meaning('header', claim('alg', '"HS256"')), /use HS256/)
  for (const value of ['"RS256"', '"none"', '12']) {
    assert.match(meaning('header', claim('alg', value)), /Chat tokens use HS256/)
  }
})

test('clocks are told apart from 2 s on, and until a server was heard nothing is claimed', () => {
  assert.equal(clocks(1_999), 'This computer and the server agree to within 2 s.')
  assert.equal(clocks(3_000), 'This computer is 3 s behind the server.')
  assert.equal(clocks(-86_400_000), 'This computer is 24 h ahead of the server.')
  assert.match(clocks(null), /No server has been heard/)
})

test('lengths are no finer than they must be', () => {
  const lengths = [900, 119_000, 120_000, 7_200_000, 172_800_000, 63_072_000_000]
  assert.deepEqual(lengths.map(span), ['1 s', '119 s', '2 min', '2 h', '2 days', '2 years'])
})

test('a time says how far away it is, before and after', () => {
  assert.match(when(now + 600_000, now), /, in 10 min$/)
  assert.match(when(now - 600_000, now), /, 10 min ago$/)
})

test('times beyond any calendar are shown, not thrown over', () => {
  for (const at of [8.64e15 + 5_000, -8.64e15 - 5_000]) {
    assert.match(exactTime(at, now), /\d/)
    assert.match(pointInTime(at, now), /\d/)
  }
})

test('it is said who renews a token', () => {
  assert.match(renewal('tokenService', now + 60_000, now), /^By the token service: .*, in 60 s\.$/)
  assert.match(renewal('thisApp', null, now), /this app.*as soon as it can be had/)
  assert.match(renewal('none', null, now), /^By nobody/)
  assert.match(renewal('notNeeded', null, now), /never ends/)
})

test('of a token that can be read nobody is told to copy the whole of it', () => {
  assert.doesNotMatch(objection('tokenMalformed'), /Copy the whole/)
})
