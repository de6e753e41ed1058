import { writeSync } from 'node:fs'
import { makeAccount } from '../../../main/auth/account.ts'
import { openRealSettings } from '../../support/settingsFolder.ts'

/** A process that writes settings until it is killed; it says what it has committed. */
const { settings } = await openRealSettings(process.argv[2] ?? '')
settings.profile()
const first = settings.accounts.list().length
for (let count = first + 1; ; count += 1) {
  const userId = `user-${count}`
  const account = makeAccount({ workspaceId: 'team', kind: 'user', userId, name: userId })
  settings.accounts.put({ account, method: 'service', stage: 'kept' })
  settings.accounts.setCurrent(account.key)
  writeSync(1, `${count}\n`)
}
