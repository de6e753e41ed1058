import type { Finding } from '../../../preload/contract.ts'
import { Icon, type IconName } from '../../components/icon.tsx'
import { developerTexts } from '../../text/developerTexts.ts'
import { formatNumber } from '../../text/numbers.ts'

const icons: Record<Finding['verdict'], IconName> = {
  pass: 'check',
  warn: 'warning',
  fail: 'close',
  skipped: 'minus',
}

/** The findings of the check, in order. */
export function Findings({ findings }: { findings: Finding[] }) {
  const { milliseconds, serviceCheck } = developerTexts()
  const { verdicts } = serviceCheck
  return (
    <ol class="findings">
      {findings.map((finding) => (
        <li key={finding.probe} data-verdict={finding.verdict}>
          <Icon name={icons[finding.verdict]} />
          <div class="stack">
            <p class="finding-title">
              <span class="verdict">{verdicts[finding.verdict]}</span>
              <span>{finding.title}</span>
            </p>
            {finding.message !== '' && <p dir="auto">{finding.message}</p>}
            {finding.advice !== '' && (
              <p class="advice" dir="auto">
                {finding.advice}
              </p>
            )}
          </div>
          {finding.ms !== null && (
            <span class="muted">{milliseconds(formatNumber(finding.ms))}</span>
          )}
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
  const { counts } = developerTexts().serviceCheck
  return [
    counts.pass(passed),
    ...(warnings > 0 ? [counts.warn(warnings)] : []),
    counts.fail(failed),
    ...(skipped > 0 ? [counts.skipped(skipped)] : []),
  ].join(', ')
}
