import { resolveConfig } from 'electron-vite'
import { build, type InlineConfig, type Rollup } from 'vite'
import { packageOf } from '../scripts/shipped/bundles.ts'

/** The files that a start reads up to some moment. */
export interface StartPart {
  /** Of scripts and styles, minified, in UTF-16 code units, which are bytes but for a few characters. */
  bytes: number
  /** Packages of others in it, by name. */
  packages: string[]
  /** Modules of Node and Electron that it imports at once. */
  builtins: string[]
}

/** The files that a start reads before it opens the window, and before the first paint. */
export interface StartSize {
  window: StartPart
  /** Main, preload, page and the process of the keychain together, with what the window needed before. */
  firstPaint: StartPart
  /** How many files the page needs for its first screen. Each one waits for a turn of main. */
  page: { scripts: number; styles: number }
}

type Output = Rollup.OutputBundle[string]

/** Builds the app in memory, as it is shipped, and adds up what a start reads. */
export async function measureStart(): Promise<StartSize> {
  const { config } = await resolveConfig({ logLevel: 'error' }, 'build', 'production')
  if (!config) throw new Error('electron.vite.config.ts cannot be read.')
  const main = await buildInMemory(config.main)
  const preload = await buildInMemory(config.preload)
  const renderer = await buildInMemory(config.renderer)
  const window = reachable(main, 'index.js')
  const page = reachable(renderer, nameOf(renderer, 'renderer/index.html'))
  const firstPaint = [
    ...window,
    ...reachable(main, nameOf(main, 'main/app/composition.ts')),
    ...reachable(main, 'keychain.js'),
    ...reachable(preload, 'index.cjs'),
    ...page,
  ]
  return { window: sumUp(window), firstPaint: sumUp(firstPaint), page: countFiles(page) }
}

async function buildInMemory(config: InlineConfig | undefined): Promise<Output[]> {
  const options = { ...config, build: { ...config?.build, write: false } }
  const built = (await build(options)) as Rollup.RollupOutput | Rollup.RollupOutput[]
  return [built].flat().flatMap(({ output }) => output)
}

function nameOf(output: Output[], module: string): string {
  const chunk = output.find(
    (part) => part.type === 'chunk' && part.facadeModuleId?.endsWith(module),
  )
  if (!chunk) throw new Error(`Nothing is built from ${module}.`)
  return chunk.fileName
}

/** A file and all that it imports at once, with the styles that come with them. */
function reachable(output: Output[], fileName: string, seen = new Set<Output>()): Output[] {
  const part = output.find((part) => part.fileName === fileName)
  if (!part || seen.has(part)) return []
  seen.add(part)
  if (part.type === 'asset') return [part]
  const styles = [...(part.viteMetadata?.importedCss ?? [])]
  return [part, ...[...part.imports, ...styles].flatMap((name) => reachable(output, name, seen))]
}

function sumUp(parts: Output[]): StartPart {
  const unique = [...new Set(parts)]
  const chunks = unique.filter((part) => part.type === 'chunk')
  const files = new Set(chunks.map((chunk) => chunk.fileName))
  const modules = chunks.flatMap((chunk) => Object.entries(chunk.modules))
  const packages = modules.map(([id, { renderedLength }]) =>
    renderedLength > 0 ? packageOf(id) : null,
  )
  const builtins = chunks.flatMap((chunk) => chunk.imports).filter((name) => !files.has(name))
  return {
    bytes: unique.reduce((sum, part) => sum + lengthOf(part), 0),
    packages: sorted(packages.flatMap((folder) => folder?.split('node_modules/').at(-1) ?? [])),
    builtins: sorted(builtins),
  }
}

function countFiles(parts: Output[]): StartSize['page'] {
  const scripts = parts.filter((part) => part.type === 'chunk').length
  return { scripts, styles: parts.length - scripts }
}

function lengthOf(part: Output): number {
  return (part.type === 'chunk' ? part.code : part.source).length
}

function sorted(names: string[]): string[] {
  return [...new Set(names)].toSorted()
}
