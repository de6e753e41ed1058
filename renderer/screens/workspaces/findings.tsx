import type { WorkspaceFinding } from '../../../preload/contract.ts'
import { Icon } from '../../components/icon.tsx'
import { describeError } from '../../text/errors.ts'
import { workspacesTexts } from '../../text/workspacesTexts.ts'
import { unreachable } from '../../unreachable.ts'

const icons = {
  passed: 'check',
  failed: 'close',
  notTested: 'minus',
  notEncrypted: 'minus',
} as const

/** The results of a workspace's test. A failed one is told at its field, too. */
export function Findings({ findings }: { findings: WorkspaceFinding[] }) {
  return (
    <div role="status" class="workspace-findings">
      {findings.length > 0 && (
        <ul aria-label={workspacesTexts().results}>
          {findings.map((finding) => (
            <li key={finding.check} data-result={finding.result}>
              <Icon name={icons[finding.result]} />
              <span>{describeFinding(finding)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function describeFinding(finding: WorkspaceFinding): string {
  const text = workspacesTexts()
  switch (finding.result) {
    case 'passed':
      return text.passed[finding.check]
    case 'notTested':
      return text.notTested[finding.check]
    case 'notEncrypted':
      return text.notEncrypted
    case 'failed':
      return describeError(finding.code, finding.about)
    default:
      return unreachable(finding)
  }
}
