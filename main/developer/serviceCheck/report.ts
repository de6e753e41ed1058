import type { CheckReport, Finding } from '../../../preload/contract.ts'

const width = 110
const indent = 33
const marks = { pass: '✔', warn: '!', fail: '✖', skipped: '-' } as const

/** One finding for a terminal: mark, title, time and message; below it, what to change. */
export function print({ verdict, title, message, advice, ms }: Finding): string {
  const lines = [...wrap(message), ...(advice === '' ? [] : wrap(`→ ${advice}`))]
  const time = ms === null ? '' : `${ms} ms`
  const head = `${marks[verdict]} ${title.padEnd(20)} ${time.padStart(8)}`.padEnd(indent)
  return head + lines.join(`\n${' '.repeat(indent)}`)
}

/** The closing line. */
export function count({ findings }: CheckReport): string {
  const of = (verdict: Finding['verdict']) =>
    findings.filter((finding) => finding.verdict === verdict).length
  const warnings = of('warn')
  const warned = `${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`
  return `${of('pass')} passed, ${warned}, ${of('fail')} failed, ${of('skipped')} skipped`
}

/** Whether the service breaks the contract somewhere. */
export function hasFailed({ findings }: CheckReport): boolean {
  return findings.some(({ verdict }) => verdict === 'fail')
}

function wrap(text: string): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width - indent) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
