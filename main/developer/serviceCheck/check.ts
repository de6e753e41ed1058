import type { CheckReport, CheckRequest, Finding } from '../../../preload/contract.ts'
import { Failure } from '../../auth/errors.ts'
import { serviceCheck, type CheckTexts } from '../../text/en/serviceCheck.ts'
import type { Transport } from './call.ts'
import { createContext } from './context.ts'
import { probesFor } from './probes.ts'
import { readTarget } from './target.ts'

/** The transport and the clock of a check, and a listener for each finding. */
export interface CheckTools extends Transport {
  tell(finding: Finding): void
  /** English unless told. */
  text?: CheckTexts
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
  const target = readTarget(request)
  const { text = serviceCheck } = tools
  const context = createContext(target, tools, text, signal)
  const startedAt = tools.clock.now()
  const findings: Finding[] = []
  for (const { name, run } of probesFor(target)) {
    if (signal.aborted) throw new Failure('aborted', 'The check was called off.')
    const finding = { probe: name, title: text.titles[name], ...(await run(context)) }
    findings.push(finding)
    tools.tell(finding)
  }
  // A query can hold a key.
  return { url: target.url.origin + target.url.pathname, findings, startedAt }
}
