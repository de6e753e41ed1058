import type { Finding } from '../../../preload/contract.ts'

/** What is not as it should be, in short. */
export function troubles(findings: Finding[]): string[] {
  return findings.flatMap(({ verdict, probe }) =>
    verdict === 'warn' || verdict === 'fail' ? [`${verdict} ${probe}`] : [],
  )
}
