import type { CheckReport, CheckRequest, Finding } from '../../../preload/contract.ts'
import { Failure } from '../../auth/errors.ts'
import type { Line } from './call.ts'
import { createGround } from './context.ts'
import { probes } from './probes.ts'
import { readSubject } from './target.ts'

/** What a check needs: a way to call, the time, and somebody to tell each finding to, as it comes. */
export interface CheckTools extends Line {
  tell(finding: Finding): void
}

/**
 * Runs the contract of docs/token-service.md against a team's own token service: about twenty calls, one of them with
 * a wrong password. No token, password or credential is in a finding.
 * @throws Failure `badInput` at `tokenServiceUrl`, `userId` or `password`; `aborted`
 */
export async function checkTokenService(
  request: CheckRequest,
  tools: CheckTools,
  signal: AbortSignal,
): Promise<CheckReport> {
  const subject = readSubject(request)
  const ground = createGround(subject, tools, signal)
  const startedAt = tools.clock.now()
  const findings: Finding[] = []
  for (const { name, title, look } of probes) {
    if (signal.aborted) throw new Failure('aborted', 'The check was called off.')
    const finding = { probe: name, title, ...(await look(ground)) }
    findings.push(finding)
    tools.tell(finding)
  }
  // A query can hold a key.
  return { url: subject.url.origin + subject.url.pathname, findings, startedAt }
}
