import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/** Asks for a password on a terminal and does not show it. Null: called off by Ctrl-C or Ctrl-D. */
export function askPassword(
  question: string,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<string | null> {
  // readline reads key by key and writes what is typed to its own output: nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input, output: nowhere, terminal: true, historySize: 0 })
  output.write(question)
  return new Promise((resolve) => {
    lines.once('close', () => {
      output.write('\n')
      resolve(null)
    })
    lines.once('line', (line) => {
      resolve(line)
      lines.close()
    })
  })
}
