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
const rejected: Refusal = { kind: 'rejected', failure: new Failure('workspaceInvalid', 'Code 2.') }
const early = (waitMs: number | null = 3_000): Refusal => ({
  kind: 'notYetValid',
  failure: new Failure('tokenUsedBeforeIssued', 'Code 42.'),
  waitMs,
  final: new Failure('tokenUsedBeforeIssued', 'It becomes valid in an hour.'),
})

const accepted = (sentAt: number): TokenFact => ({ kind: 'accepted', sentAt })
const refused = (sentAt: number, refusal: Refusal): TokenFact => ({
  kind: 'refused',
  sentAt,
  refusal,
})
const waited = (at: number): TokenFact => ({ kind: 'waited', at })
const renewed: TokenFact = { kind: 'renewed' }

/** The final state of the token, in a word. */
function after(facts: TokenFact[]): string {
  return facts.reduce(learnFact, nothingKnown).state.kind
}

const cases: [what: string, facts: TokenFact[], expected: string][] = [
  ['nothing is known of a first token', [], 'untried'],
  ['a request was taken', [accepted(1)], 'accepted'],
  ['a late success of a token that has ended', [refused(2, ended), accepted(1)], 'refused'],
  [
    'a success at a server that has not heard of the end',
    [refused(1, ended), accepted(2)],
    'refused',
  ],
  ['an end that is older than a success', [accepted(2), refused(1, ended)], 'accepted'],
  ['an end that is newer', [accepted(1), refused(2, ended)], 'refused'],
  [
    'the same success twice, then the end',
    [accepted(1), accepted(1), refused(2, ended)],
    'refused',
  ],
  [
    'successes out of order, and an end between them',
    [accepted(3), accepted(1), refused(2, ended)],
    'accepted',
  ],
  ['the same end twice', [refused(1, ended), refused(1, ended)], 'refused'],
  [
    'an old end after a renewal that came through',
    [refused(1, ended), renewed, accepted(3), refused(2, ended)],
    'accepted',
  ],
  ['too young, by a request', [refused(1, early())], 'notYetValid'],
  [
    'too young, by all that were sent',
    [refused(1, early()), refused(2, early()), refused(3, early())],
    'notYetValid',
  ],
  ['too young for a wait', [refused(1, early(null))], 'rejected'],
  ['too young by an old answer, taken since', [accepted(2), refused(1, early())], 'accepted'],
  [
    'too young for too long by an old answer, taken since',
    [accepted(2), refused(1, early(null))],
    'accepted',
  ],
  ['too young by a newer answer', [accepted(1), refused(2, early())], 'notYetValid'],
  ['taken by another server during the wait', [refused(1, early()), accepted(2)], 'accepted'],
  ['taken during the wait, by an older request', [refused(2, early()), accepted(1)], 'notYetValid'],
  ['ended during the wait', [refused(1, early()), refused(2, ended)], 'refused'],
  [
    'ended during the wait, by an older request',
    [refused(2, early()), refused(1, ended)],
    'notYetValid',
  ],
  ['renewed during the wait', [refused(1, early()), renewed], 'untried'],
  ['a wait that was over before', [accepted(1), waited(2)], 'accepted'],
  [
    'after the wait, an answer to what was sent before',
    [refused(1, early()), waited(3), refused(2, early())],
    'untried',
  ],
  [
    'after the wait, too young once more',
    [refused(1, early()), waited(2), refused(3, early())],
    'rejected',
  ],
  [
    'after the wait and a success, too young again',
    [refused(1, early()), waited(2), accepted(4), refused(5, early())],
    'notYetValid',
  ],
  [
    'after the wait and a success, a straggler',
    [refused(1, early()), waited(3), accepted(4), refused(2, early())],
    'accepted',
  ],
  ['after the wait, its end', [refused(1, early()), waited(2), refused(3, ended)], 'refused'],
  ['a definite no', [refused(1, rejected)], 'rejected'],
  ['a definite no that is older than a success', [accepted(2), refused(1, rejected)], 'accepted'],
  [
    'a definite no, then anything else',
    [refused(1, rejected), accepted(2), refused(3, ended), waited(4)],
    'rejected',
  ],
  ['one new token refused', [refused(1, ended), renewed, refused(2, ended)], 'refused'],
  [
    'two new tokens refused in a row',
    [refused(1, ended), renewed, refused(2, ended), renewed, refused(3, ended)],
    'rejected',
  ],
  [
    'two new tokens refused, a taken one between them',
    [
      refused(1, ended),
      renewed,
      refused(2, ended),
      renewed,
      accepted(3),
      refused(4, ended),
      renewed,
      refused(5, ended),
    ],
    'refused',
  ],
]

for (const [what, facts, expected] of cases) {
  test(`${what}: ${expected}`, () => {
    assert.equal(after(facts), expected)
  })
}

test('two new tokens refused in a row end the session as tokenRejected, with any refusal', () => {
  const facts = [refused(1, ended), renewed, refused(2, ended), renewed, refused(3, ended)]
  const { state } = facts.reduce(learnFact, nothingKnown)
  assert.equal(state.kind === 'rejected' && state.failure.code, 'tokenRejected')
})

test('an end wins when it is the newest answer, in any order of arrival', () => {
  const facts = [accepted(1), accepted(2), refused(4, ended), accepted(3)]
  for (const order of permutations(facts)) assert.equal(after(order), 'refused')
})

test('a success wins over a clock refusal when it is the newest answer, in any order of arrival', () => {
  const facts = [refused(1, early()), refused(2, early()), accepted(3)]
  for (const order of permutations(facts)) assert.equal(after(order), 'accepted')
})

function permutations<Each>(list: Each[]): Each[][] {
  if (list.length < 2) return [list]
  return list.flatMap((first, place) =>
    permutations(list.toSpliced(place, 1)).map((rest) => [first, ...rest]),
  )
}
