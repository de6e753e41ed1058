import { readFileSync, statSync } from 'node:fs'

/**
 * Reads a text file that somebody else may have put there. A pipe or a device, which may have no end, is not read.
 * @throws Error in words that follow “it”, for what is no file and for one of more than `mostBytes`; those of `node:fs`
 */
export function readBoundedFile(path: string, mostBytes: number): string {
  return readBoundedBytes(path, mostBytes).toString()
}

/** The same, as bytes. */
export function readBoundedBytes(path: string, mostBytes: number): Buffer {
  const facts = statSync(path)
  if (!facts.isFile()) throw new Error('it is not a file')
  if (facts.size > mostBytes) throw new Error(`it is over ${mostBytes} bytes`)
  return readFileSync(path)
}
