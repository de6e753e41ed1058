import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { apply, type Numbered } from './instrument.ts'

/**
 * The numbers of the mutants that do not compile, which nobody could commit. Each mutant is a copy of its file beside the
 * original, so that one run of the compiler judges them all; what its change breaks in other files is not seen.
 */
export async function findUncompilable(
  root: string,
  mutants: readonly Numbered[],
  sources: ReadonlyMap<string, string>,
): Promise<Set<number>> {
  const folder = join(root, 'out/mutants')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  // Texts of main name types of the bridge, and the bridge names types of the sandbox.
  for (const part of ['main', 'preload', 'sandbox']) {
    if (!existsSync(join(root, part))) continue
    await cp(join(root, part), join(folder, part), { recursive: true })
  }
  const copies = new Map<string, number>()
  for (const { number, mutant } of mutants) {
    const copy = mutant.file.replace(/\.ts$/, `.mutant${number}.ts`)
    copies.set(copy, number)
    await writeFile(join(folder, copy), apply(sources.get(mutant.file) ?? '', mutant))
  }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(project([...copies.keys()])))
  const output = await compile(folder)
  const general = /^error .*$/m.exec(output)
  if (general) throw new Error(general[0])
  const failed = [...output.matchAll(/^(.+?)\(\d+,\d+\): error/gm)].map(([, file = '']) => file)
  const strange = failed.find((file) => !/\.mutant\d+\.ts$/.test(file))
  if (strange !== undefined) throw new Error(`${strange} does not compile without a mutant.`)
  await rm(folder, { recursive: true, force: true })
  return new Set(
    failed.flatMap(
      (file) => copies.get(file.replaceAll('\\', '/').replace(/^.*out\/mutants\//, '')) ?? [],
    ),
  )
}

/** Unused names and code that is never reached are for lint, not for the compiler. */
function project(files: string[]): object {
  return {
    extends: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)),
    compilerOptions: {
      lib: ['es2024'],
      types: ['node'],
      noUnusedLocals: false,
      noUnusedParameters: false,
      allowUnreachableCode: true,
    },
    files,
    include: ['main/**/*.d.ts'],
  }
}

function compile(folder: string): Promise<string> {
  const tsc = fileURLToPath(new URL('../../node_modules/.bin/tsc', import.meta.url))
  return new Promise((done, fail) => {
    const child = spawn(tsc, ['-p', folder, '--pretty', 'false'], {
      shell: process.platform === 'win32',
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', fail)
    child.on('close', () => done(output))
  })
}
