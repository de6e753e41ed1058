import type { MainLog } from '../../main/logging/log.ts'
import { FakeLog } from './fakes.ts'

/** The log of main, kept as lines. */
export class FakeMainLog extends FakeLog implements MainLog {
  error(event: string, facts: Record<string, unknown> = {}): void {
    this.lines.push(`error ${event} ${JSON.stringify(facts)}`)
  }
}
