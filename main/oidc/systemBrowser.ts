import type { Shell } from 'electron'
import { readAddress } from '../network/address.ts'

/**
 * Opens addresses in the system browser: https, or http to this computer itself, and no other scheme, because that would start
 * another program. Rejects when the system opens none.
 */
export function createSystemBrowser(
  shell: Pick<Shell, 'openExternal'>,
): (address: URL) => Promise<void> {
  return async (address) => {
    await shell.openExternal(readAddress(address.href, 'serverUrl').href)
  }
}
