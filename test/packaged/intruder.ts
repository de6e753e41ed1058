import { existsSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Scripts of a stranger, one for each way that Electron knows to have one run inside it. */
export interface Intruder {
  env: Record<string, string>
  args: string[]
  /** The ways that worked. */
  ways(): string[]
}

const ways = ['run as Node', 'options of Node'] as const

/** Each script leaves a file behind when it runs. */
export async function makeIntruder(parent: string): Promise<Intruder> {
  const folder = await mkdtemp(join(parent, 'intruder-'))
  const mark = (way: string) => join(folder, `${way}.ran`)
  const code = (way: (typeof ways)[number]) =>
    `require('node:fs').writeFileSync(${JSON.stringify(mark(way))}, '')`
  const script = join(folder, 'script.cjs')
  const hook = join(folder, 'hook.cjs')
  await writeFile(script, code('run as Node'))
  await writeFile(hook, code('options of Node'))
  return {
    env: { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require=${JSON.stringify(hook)}` },
    args: [script],
    ways: () => ways.filter((way) => existsSync(mark(way))),
  }
}
