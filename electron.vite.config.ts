import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'
import { createShipped } from './scripts/shipped/bundles.ts'

/** Shipped beside the bundles: keytar, which is native, and Electron itself. */
const shipped = createShipped('out/main/licences.json', [
  'node_modules/keytar',
  'node_modules/electron',
])

/** Puts the tray's pictures beside the code of main, under their own names: Electron looks for the others by these. */
const pictures: Plugin = {
  name: 'latchkey-pictures',
  generateBundle() {
    for (const system of ['linux', 'mac', 'windows']) {
      for (const name of readdirSync(`main/pictures/${system}`)) {
        const fileName = `pictures/${system}/${name}`
        this.emitFile({ type: 'asset', fileName, source: readFileSync(`main/${fileName}`) })
      }
    }
  },
}

/** Holds the first frame until the script has run: a frame before it shows nothing and delays the one that does by 15 ms. */
const blockFirstFrame: Plugin = {
  name: 'latchkey-block-first-frame',
  transformIndexHtml: {
    order: 'post',
    handler(html) {
      const held = html.replace('<script type="module"', '<script type="module" blocking="render"')
      if (held === html) throw new Error('The page has no script to hold the first frame for.')
      return held
    },
  },
}

const schemaPackages = ['ajv/dist/2020.js', 'ajv-formats', 'semver']

/** Leaves out what electron-store (its package conf) needs for schemas alone: three quarters of its size. */
const noSchemas: Plugin = {
  name: 'latchkey-no-schemas',
  enforce: 'pre',
  resolveId(source, importer) {
    const isUnused = importer?.includes('/node_modules/conf/') && schemaPackages.includes(source)
    return isUnused ? resolve('main/settings/noSchemas.ts') : null
  },
}

/**
 * Everything is bundled, so that a start reads a few files instead of a tree of packages. Only Electron and keytar,
 * which is native, stay outside.
 */
export default defineConfig({
  main: {
    plugins: [noSchemas, pictures, shipped.record('main')],
    build: {
      externalizeDeps: false,
      outDir: 'out/main',
      minify: true,
      rollupOptions: {
        external: ['electron', 'keytar', 'bufferutil', 'utf-8-validate'],
        input: {
          index: 'main/index.ts',
          keychain: 'main/keychain/process.ts',
          sandbox: 'sandbox/process.ts',
        },
      },
    },
  },
  preload: {
    plugins: [shipped.record('preload')],
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
    plugins: [blockFirstFrame, shipped.record('renderer')],
    build: {
      outDir: 'out/renderer',
      minify: true,
      // The page's own files at once, and no script of the bundler's.
      modulePreload: { polyfill: false },
      rollupOptions: {
        input: { index: 'renderer/index.html' },
      },
    },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  },
})
