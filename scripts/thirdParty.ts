import { ensureBuilt } from './app/build.mjs'
import type { Group } from '../test/e2e/faults/row.ts'
import { runRows } from '../test/e2e/faults/runRows.ts'
import { runToEnd } from './run/report.ts'
import { installParts, type Part } from './thirdParty/install.ts'
import { desktopParts } from './thirdParty/desktopRows.ts'
import { keePass } from './thirdParty/keepassRows.ts'
import { proxies } from './thirdParty/proxyRows.ts'
import { reverseProxy } from './thirdParty/reverseProxy.ts'
import { wallets } from './thirdParty/walletRows.ts'

const nginx = { program: 'nginx', package: 'nginx' }

/** The rows, and the parts that each group needs. */
const all: readonly { group: Group; parts: readonly Part[] }[] = [
  { group: reverseProxy, parts: [nginx] },
  {
    group: proxies,
    parts: [
      nginx,
      { program: 'squid', package: 'squid' },
      { program: 'tinyproxy', package: 'tinyproxy' },
      { program: 'microsocks', package: 'microsocks' },
    ],
  },
  {
    group: desktopParts,
    parts: [
      { program: 'dunst', package: 'dunst' },
      { program: 'openbox', package: 'openbox' },
      { program: 'trayer', package: 'trayer' },
      { program: 'xwininfo', package: 'x11-utils' },
    ],
  },
  { group: keePass, parts: [{ program: 'keepassxc', package: 'keepassxc' }] },
  {
    group: wallets,
    parts: [
      { program: 'kwalletd5', package: 'libkf5wallet-bin' },
      { program: 'xdotool', package: 'xdotool' },
    ],
  },
]

/**
 * `npm run third-party [-- --only TEXT] [-- --json FILE]`: the real app with software that its users have and that nobody
 * here wrote. As root on Debian what is missing is installed; elsewhere the groups that lack a part are skipped with a
 * reason.
 */
await runToEnd('third-party', async () => {
  const groups: Group[] = []
  for (const { group, parts } of all) {
    const reason = await installParts(parts)
    if (reason === null) groups.push(group)
    else console.log(`Skipped: ${group.name}: ${reason}.`)
  }
  if (groups.length === 0) return true
  await ensureBuilt('.')
  return runRows('third-party', groups, process.argv.slice(2))
})
