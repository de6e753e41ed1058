import type { BrowserSignIn, BrowserSignInOptions } from './browserSignIn.ts'

/** The same, loaded for its first use: most starts have no single sign-on. */
export function createLazyBrowserSignIn(options: BrowserSignInOptions): BrowserSignIn {
  let loaded: BrowserSignIn | null = null

  async function load(): Promise<BrowserSignIn> {
    const { createBrowserSignIn } = await import('./browserSignIn.ts')
    loaded ??= createBrowserSignIn(options)
    return loaded
  }

  return {
    pending: () => loaded?.pending() ?? null,
    cancel: () => loaded?.cancel(),
    openAgain: async () => (await load()).openAgain(),
    show: async (address) => (await load()).show(address),
    run: async (host, signal, steps) => (await load()).run(host, signal, steps),
  }
}
