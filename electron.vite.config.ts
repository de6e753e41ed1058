import { defineConfig } from 'electron-vite'

/**
 * Everything is bundled, so that a start reads three files instead of a tree of packages. Only Electron and keytar,
 * which is native, stay outside.
 */
export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      outDir: 'out/main',
      minify: true,
      rollupOptions: {
        external: ['electron', 'keytar', 'bufferutil', 'utf-8-validate'],
        input: {
          index: 'main/index.ts',
          keychain: 'main/keychain/process.ts',
          sandbox: 'main/sandbox/process.ts',
        },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      outDir: 'out/preload',
      rollupOptions: {
        external: ['electron'],
        input: { index: 'preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    base: './',
    build: {
      outDir: 'out/renderer',
      minify: true,
      // The page's own files at once, and no script of the bundler's.
      modulePreload: { polyfill: false },
      rollupOptions: { input: { index: 'renderer/index.html' } },
    },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  },
})
