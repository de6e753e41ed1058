import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  renameSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import {
  createLog,
  readLevel,
  type Level,
  type MainLog,
  type Sink,
  type LogListener,
} from './log.ts'

/** The log on disk. */
export interface LogFile {
  /** The file that is written now; the one before is `latchkey.old.log` beside it. */
  readonly path: string
  /** Appends a line. Never throws: a log that cannot be written must not stop what it tells of. */
  write(line: string): void
}

const mostBytes = 1_000_000

/**
 * Keeps the log in a folder: one file of at most 1 MB and one older. The folder is made and the file opened with the
 * first line. Each line is handed to the system at once (some microseconds, see docs/architecture.md), so that the last
 * line before a crash is there to be read.
 */
export function createLogFile(folder: string, limitBytes = mostBytes): LogFile {
  const path = join(folder, 'latchkey.log')
  const older = join(folder, 'latchkey.old.log')
  let file: { descriptor: number; bytes: number } | null = null
  /** Lines that found no place, since the last that did. */
  let lost = 0
  /** Whether the file ends in the middle of a line. */
  let isTorn = false

  function open(): { descriptor: number; bytes: number } {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const descriptor = openSync(path, 'a', 0o600)
    return { descriptor, bytes: fstatSync(descriptor).size }
  }

  function close(): void {
    if (!file) return
    const { descriptor } = file
    file = null
    closeSync(descriptor)
  }

  function rotate(): void {
    close()
    try {
      renameSync(path, older)
    } catch {
      // On Windows a reader can hold the older one. The bound matters more than the lines.
      truncateSync(path)
    }
  }

  function append(text: string): void {
    const bytes = Buffer.from(isTorn ? `\n${text}` : text)
    file ??= open()
    if (file.bytes > 0 && file.bytes + bytes.length > limitBytes) {
      rotate()
      file = open()
    }
    const written = writeSync(file.descriptor, bytes)
    file.bytes += written
    isTorn = written < bytes.length
    // A disk that is all but full takes a part and reports no error.
    if (isTorn) throw new Error('The line was cut.')
  }

  return {
    path,
    write(line) {
      try {
        append(
          lost === 0 ? line : `${new Date().toISOString()} warn log.gap lines=${lost}\n${line}`,
        )
        lost = 0
      } catch {
        lost += 1
        try {
          close()
        } catch {
          // Nothing is left to be done about it.
        }
      }
    },
  }
}

/** The log of the app, and how much it says. */
export interface AppLog {
  log: MainLog
  path: string
  /** The level of the file. Changing it does nothing where the environment has decided. */
  level: { read(): Level; isFixed(): boolean; set(level: Level): void }
}

/**
 * The log of the app: everything from `info` in the file, unless somebody prefers another level, and from `warn` on standard
 * error; or both from the level that `LATCHKEY_LOG` names.
 */
export function openLog(
  folder: string,
  env: NodeJS.ProcessEnv,
  stderr: Pick<NodeJS.WriteStream, 'on' | 'write'>,
  listener?: LogListener,
): AppLog {
  // A pipe without a reader; the file is still written.
  stderr.on('error', () => undefined)
  const file = createLogFile(folder)
  const named = readLevel(env['LATCHKEY_LOG'])
  const inFile: Sink = { level: named ?? 'info', write: file.write }
  const onStderr: Sink = { level: named ?? 'warn', write: (line) => void stderr.write(line) }
  return {
    log: createLog([inFile, onStderr], listener),
    path: file.path,
    level: {
      read: () => inFile.level,
      isFixed: () => named !== null,
      set: (level) => void (inFile.level = named ?? level),
    },
  }
}
