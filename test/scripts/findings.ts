import type { Finding } from '../../scripts/scan.ts'

/** A finding that stays, and why it may. */
export interface Argued extends Finding {
  why: string
}

/** What Electronegativity finds in Latchkey. A change here is a change of what is safe: argue it. */
export const argued: Argued[] = [
  {
    check: 'AUXCLICK_JS_CHECK',
    file: 'main/window/browserWindow.ts',
    confidence: 'firm',
    why: 'A middle click asks for a new window, and every new window is denied: guardContents in main/window/security.ts.',
  },
  {
    check: 'CERTIFICATE_VERIFY_PROC_JS_CHECK',
    file: 'main/network/trust.ts',
    confidence: 'tentative',
    why: "It only looks on: the answer is always Chromium's own verdict (-3), and roots are learnt from what that let pass.",
  },
  {
    check: 'CSP_GLOBAL_CHECK',
    file: 'renderer/index.html',
    confidence: 'firm',
    why: "script-src 'self' lets in whatever the origin serves: here that is the app's own files, and nobody uploads any.",
  },
  {
    check: 'ELECTRON_VERSION_JSON_CHECK',
    file: 'package.json',
    confidence: 'certain',
    why: 'It names the version, so that somebody looks whether it is current: point 16 in docs/security.md.',
  },
  {
    check: 'PRELOAD_JS_CHECK',
    file: 'main/window/browserWindow.ts',
    confidence: 'firm',
    why: 'It asks for a look at the preload script, which passes values on and nothing else: preload/index.ts.',
  },
]
