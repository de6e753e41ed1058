import type { LogFields, Log } from '../auth/ports.ts'
import { redactFact } from './redact.ts'

/** From the most severe to the most detailed. */
export const levels = ['error', 'warn', 'info', 'debug'] as const
export type Level = (typeof levels)[number]

type Write = Log['info']

/** The log of main: the core's levels, and one for what should never happen. */
export interface MainLog extends Log {
  error: Write
}

/** A place for lines, and what is worth a line there now. A place that cannot be written must not throw. */
export interface Sink {
  level: Level
  write(line: string): void
}

/** Gets every event at any level, with its facts before redaction. Must not throw. */
export type LogListener = (level: Level, event: string, facts: LogFields) => void

/** The level that `LATCHKEY_LOG` names; anything else names none. */
export function readLevel(value: string | undefined): Level | null {
  return levels.find((level) => level === value?.trim().toLowerCase()) ?? null
}

/**
 * A log that writes one line an event: time, level, event, facts. Text that looks like a secret is removed here, whoever let
 * it through, and nothing in a fact can end a line or pass for another fact.
 */
export function createLog(
  sinks: readonly Sink[],
  listener: LogListener = () => undefined,
): MainLog {
  function at(level: Level): Write {
    return (event, facts = {}) => {
      listener(level, event, facts)
      const wanted = sinks.filter((sink) => levels.indexOf(sink.level) >= levels.indexOf(level))
      if (wanted.length === 0) return
      const told = Object.entries(facts).map(([name, value]) => ` ${name}=${fact(name, value)}`)
      const line = `${new Date().toISOString()} ${level} ${event}${told.join('')}\n`
      for (const sink of wanted) sink.write(line)
    }
  }
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') }
}

const plain = /^[\w.:@%+/…[\]-]+$/
/** Characters that JSON does not escape, but that a terminal or an editor may take for a line break or a change of direction. */
const treacherous = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

function fact(name: string, value: string | number | boolean | null): string {
  const text = redactFact(name, value)
  return plain.test(text) ? text : escaped(JSON.stringify(text))
}

/** JSON in which nothing can pass for a line break or change the direction of the text. It means the same. */
export function escaped(json: string): string {
  return json.replace(
    treacherous,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
