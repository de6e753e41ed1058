import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startOfTime } from '../../support/fakes.ts'
import { checkManualService, type ServiceFaults } from './manualTokenService.ts'
import { problemsOf } from './findings.ts'

/** A fault, a service that has it, the findings, and a sentence of the first finding (or of any, if all is well). */
export type FindingCase = [what: string, service: ServiceFaults, found: string[], words: RegExp]

/** Checks each service and expects just what its row says; and that whatever is wrong comes with what to change. */
export function testCases(rows: FindingCase[]): void {
  for (const [what, service, found, words] of rows) {
    test(`the check finds that ${what}`, async () => {
      const { findings } = await checkManualService(service)
      assert.deepEqual(problemsOf(findings), found)
      const first = findings.filter(({ probe, verdict }) =>
        found.length === 0 ? true : `${verdict} ${probe}` === found[0],
      )
      assert.match(first.map((finding) => finding.message).join('\n'), words)
      for (const { verdict, advice } of findings) {
        assert.equal(advice !== '', verdict === 'warn' || verdict === 'fail')
      }
    })
  }
}

/** An answer that is not a grant, dated as it should be. */
export function answer(status: number, body: unknown = null, headers: object = {}): Response {
  const Date = new globalThis.Date(startOfTime).toUTCString()
  return new Response(typeof body === 'string' ? body : JSON.stringify(body), {
    status,
    headers: { Date, 'Content-Type': 'application/json', ...headers },
  })
}
