import { join } from 'node:path'
import { build } from 'vite'

/** Bundles runtime.ts as `runtime.mjs` of a folder: Electron runs no TypeScript. */
export async function bundleRuntime(folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: join(import.meta.dirname, 'runtime.ts'),
      outDir: folder,
      emptyOutDir: false,
      rollupOptions: {
        external: ['electron'],
        output: { entryFileNames: 'runtime.mjs', chunkFileNames: '[name].mjs' },
      },
    },
    ssr: { noExternal: true },
  })
}
