import type { Finding } from '../../../preload/contract.ts'

/** The findings that are not a pass, in short. */
export function problemsOf(findings: Finding[]): string[] {
  return findings.flatMap(({ verdict, probe }) =>
    verdict === 'warn' || verdict === 'fail' ? [`${verdict} ${probe}`] : [],
  )
}
