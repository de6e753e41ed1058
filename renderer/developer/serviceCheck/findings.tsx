import type { Finding } from '../../../preload/contract.ts'
import { Icon, type IconName } from '../../components/icon.tsx'

const verdicts: Record<Finding['verdict'], { icon: IconName; label: string }> = {
  pass: { icon: 'check', label: 'Passed' },
  warn: { icon: 'warning', label: 'Warning' },
  fail: { icon: 'close', label: 'Failed' },
  skipped: { icon: 'minus', label: 'Skipped' },
}

/** The findings of the check, in order. */
export function Findings({ findings }: { findings: Finding[] }) {
  return (
    <ol class="findings">
      {findings.map((finding) => (
        <li key={finding.probe} data-verdict={finding.verdict}>
          <Icon name={verdicts[finding.verdict].icon} />
          <div class="stack">
            <p class="finding-title">
              <span class="verdict">{verdicts[finding.verdict].label}</span>
              <span>{finding.title}</span>
            </p>
            {finding.message !== '' && <p dir="auto">{finding.message}</p>}
            {finding.advice !== '' && (
              <p class="advice" dir="auto">
                {finding.advice}
              </p>
            )}
          </div>
          {finding.ms !== null && <span class="muted">{finding.ms} ms</span>}
        </li>
      ))}
    </ol>
  )
}

/** The number of findings of each verdict. */
export function countText(findings: Finding[]): string {
  const of = (verdict: Finding['verdict']) =>
    findings.filter((finding) => finding.verdict === verdict).length
  const [passed, warnings, failed, skipped] = [of('pass'), of('warn'), of('fail'), of('skipped')]
  return [
    `${passed} passed`,
    ...(warnings > 0 ? [warnings === 1 ? '1 warning' : `${warnings} warnings`] : []),
    `${failed} failed`,
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ].join(', ')
}
