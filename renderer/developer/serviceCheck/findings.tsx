import type { Finding } from '../../../preload/contract.ts'
import { Icon, type IconName } from '../../components/icon.tsx'

const signs: Record<Finding['verdict'], { icon: IconName; word: string }> = {
  pass: { icon: 'check', word: 'Passed' },
  warn: { icon: 'warning', word: 'Warning' },
  fail: { icon: 'close', word: 'Failed' },
  skipped: { icon: 'minus', word: 'Skipped' },
}

/** What the check has found, in the order it was found. */
export function Findings({ findings }: { findings: Finding[] }) {
  return (
    <ol class="findings">
      {findings.map((finding) => (
        <li key={finding.probe} data-verdict={finding.verdict}>
          <Icon name={signs[finding.verdict].icon} />
          <div class="lines">
            <p class="finding-title">
              <span class="verdict">{signs[finding.verdict].word}</span>
              <span>{finding.title}</span>
            </p>
            {finding.words !== '' && <p dir="auto">{finding.words}</p>}
            {finding.advice !== '' && (
              <p class="advice" dir="auto">
                {finding.advice}
              </p>
            )}
          </div>
          {finding.ms !== null && <span class="quiet">{finding.ms} ms</span>}
        </li>
      ))}
    </ol>
  )
}

/** How many findings there are of each kind. */
export function count(findings: Finding[]): string {
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
