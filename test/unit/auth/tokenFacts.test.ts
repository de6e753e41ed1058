import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import {
  learnFact,
  nothingKnown,
  type Refusal,
  type TokenFact,
} from '../../../main/auth/token/tokenState.ts'

const ended: Refusal = { kind: 'ended', failure: new Failure('tokenExpired', 'Code 40.') }
const tooYoung = new Failure('tokenUsedBeforeIssued', 'Code 42.')
const early = (waitMs: number | null): Refusal => ({
  kind: 'notYetValid',
  failure: tooYoung,
  waitMs,
  final: tooYoung,
})
const refused = (sentAt: number, refusal: Refusal): TokenFact => ({
  kind: 'refused',
  sentAt,
  refusal,
})
const renewed: TokenFact = { kind: 'renewed' }
const after = (facts: TokenFact[]) => facts.reduce(learnFact, nothingKnown).state.kind

test('a token that was waited for and taken clears the count of new tokens that were refused', () => {
  const facts = [
    renewed,
    refused(1, ended),
    renewed,
    refused(2, early(3_000)),
    { kind: 'accepted', sentAt: 3 } as const,
    renewed,
    refused(4, ended),
  ]
  assert.equal(after(facts), 'refused')
})

test('a second request that finds a token too young changes nothing while it is waited for', () => {
  assert.equal(after([refused(1, early(3_000)), refused(2, early(null))]), 'notYetValid')
})

test('an end that was sent before the wait was over is an end all the same', () => {
  const waited: TokenFact = { kind: 'waited', at: 5 }
  assert.equal(after([refused(1, early(3_000)), waited, refused(3, ended)]), 'refused')
  assert.equal(after([refused(1, early(3_000)), waited, refused(3, early(3_000))]), 'untried')
})
