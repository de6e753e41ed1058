import { createDial } from '../../main/network/dial.ts'
import { createProxyLogin } from '../../main/network/proxyAuth.ts'
import { createTrust } from '../../main/network/trust.ts'

/** The line to a server where there is neither proxy nor Chromium. */
export const dial = createDial({
  resolveProxy: async () => 'DIRECT',
  login: createProxyLogin({ changed: () => undefined }),
  trust: createTrust(fetch),
})
