import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  clockSkewText,
  describeMember,
  pastedTokenProblem,
  renewalText,
  timeWithDistance,
} from '../../../../../renderer/developer/token/tokenText.ts'
import { exactTime, pointInTime, span } from '../../../../../renderer/text/times.ts'

const now = new Date('2030-05-06T12:00:00').getTime()
const claim = (name: string, value = '1') => ({ name, value })

test('an unknown member is custom, whatever its name', () => {
  for (const name of ['plan', 'constructor', '__proto__', 'toString', '']) {
    assert.equal(describeMember('payload', claim(name)), 'A custom claim.')
    assert.equal(describeMember('header', claim(name)), 'A custom field.')
  }
})

test('each claim of RFC 7519 and of chat tokens has a description', () => {
  const names = ['user_id', 'exp', 'iat', 'nbf', 'iss', 'sub', 'jti', 'aud']
  const words = names.map((name) => describeMember('payload', claim(name)))
  assert.equal(new Set([...words, 'A custom claim.']).size, names.length + 1)
})

test('an algorithm other than HS256 is reported', () => {
  assert.doesNotMatch(describeMember('header', claim('alg', '"HS256"')), /use HS256/)
  for (const value of ['"RS256"', '"none"', '12']) {
    assert.match(describeMember('header', claim('alg', value)), /Chat tokens use HS256/)
  }
})

test('clocks differ from 2 s on, and are unknown before the first response', () => {
  assert.equal(clockSkewText(1_999), 'This computer’s clock and the server’s agree within 2 s.')
  assert.equal(clockSkewText(3_000), 'This computer’s clock is 3 s behind the server’s.')
  assert.equal(clockSkewText(-86_400_000), 'This computer’s clock is 24 h ahead of the server’s.')
  assert.match(clockSkewText(null), /No server response/)
})

test('durations use the coarsest suitable unit', () => {
  const lengths = [900, 119_000, 120_000, 7_200_000, 172_800_000, 63_072_000_000]
  assert.deepEqual(lengths.map(span), ['1 s', '119 s', '2 min', '2 h', '2 days', '2 years'])
})

test('a time has its distance, before and after', () => {
  assert.match(timeWithDistance(now + 600_000, now), /, in 10 min$/)
  assert.match(timeWithDistance(now - 600_000, now), /, 10 min ago$/)
})

test('times beyond the calendar are shown without an exception', () => {
  for (const at of [8.64e15 + 5_000, -8.64e15 - 5_000]) {
    assert.match(exactTime(at, now), /\d/)
    assert.match(pointInTime(at, now), /\d/)
  }
})

test('the renewal of a token is described', () => {
  assert.match(
    renewalText('tokenService', now + 60_000, now),
    /^By the token service: .*, in 60 s\.$/,
  )
  assert.match(renewalText('thisApp', null, now), /Latchkey.*as soon as possible/)
  assert.match(renewalText('none', null, now), /^Not renewed/)
  assert.match(renewalText('notNeeded', null, now), /never expires/)
})

test('a readable token never shows the advice to copy all of it', () => {
  assert.doesNotMatch(pastedTokenProblem('tokenMalformed'), /Copy all/)
})
