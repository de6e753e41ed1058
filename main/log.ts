import type { Log } from './auth/ports.ts'
import { redact } from './redact.ts'

/** A log that writes one line an event. What looks like a token is cut out here, whoever let it through. */
export function createLog(write: (line: string) => void, level: 'info' | 'warn'): Log {
  function line(kind: 'info' | 'warn'): Log['info'] {
    return (event, facts = {}) => {
      if (kind === 'info' && level === 'warn') return
      const told = Object.entries(facts).map(([name, value]) => ` ${name}=${redact(String(value))}`)
      write(`${new Date().toISOString()} ${kind} ${event}${told.join('')}\n`)
    }
  }
  return { info: line('info'), warn: line('warn') }
}
