import assert from 'node:assert/strict'
import { test } from 'node:test'
import { awaitedCondition, failureReport } from '../../../scripts/run/report.ts'

const messages: [kind: string, error: unknown, awaited: string][] = [
  [
    'a locator that is waited for',
    new Error(
      "locator.fill: Timeout 15000ms exceeded.\nCall log:\n\u001B[2m  - waiting for getByLabel('User ID')\u001B[22m\n\u001B[2m    - locator resolved\u001B[22m\n",
    ),
    "locator.fill: Timeout 15000ms exceeded. waiting for getByLabel('User ID')",
  ],
  ['an own wait', new Error('a window: not within 15 s'), 'a window: not within 15 s'],
  ['an assertion over several lines', new Error('Expected\n\n  1 !== 2\n'), 'Expected 1 !== 2'],
  ['what is no error', 'the app wrote a token', 'the app wrote a token'],
]

for (const [kind, error, awaited] of messages) {
  test(`${kind} is told in one line`, () => assert.equal(awaitedCondition(error), awaited))
}

test('the report names step, awaited condition, screenshot and log of each failure', () => {
  const evidence = { screenshot: 'out/failures/1.png', appLog: 'out/failures/1.log' }
  const nothing = { screenshot: null, appLog: null }
  assert.equal(
    failureReport('faults', [
      { step: 'one', awaited: 'this', evidence },
      { step: 'two', awaited: 'that', evidence: nothing },
    ]),
    `
✖ npm run faults failed

  step        one
  awaited     this
  screenshot  out/failures/1.png
  app log     out/failures/1.log

  step        two
  awaited     that
  screenshot  none: there was no window
  app log     none: the app was not running`,
  )
})
