import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Desktop } from '../../test/support/app/desktop.ts'
import { ended, startProcess } from '../../test/support/app/processes.ts'
import { until } from '../../test/support/app/waiting.ts'
import type { FaultHarness } from '../../test/e2e/faults/faultHarness.ts'
import {
  openChannel,
  sendMessage,
  waitForReason,
  waitForStatus,
  waitForText,
  signIn,
  signOut,
} from '../../test/support/app/page.ts'
import type { Group, Row, Seen } from '../../test/e2e/faults/row.ts'
import {
  assertArrivedOnce,
  assertAccountSaved,
  waitUntilErased,
} from '../../test/e2e/faults/assertions.ts'
import { hasName } from './desktopPrograms.ts'

/** Good for nothing but the database of a test. */
const password = 'one database of a test'
const groupId = '01234567-89ab-cdef-0123-456789abcdef'

const settings = `[General]
ConfigVersion=2
UpdateCheckMessageShown=true
[FdoSecrets]
Enabled=true
ShowNotification=false
ConfirmAccessItem=false
ConfirmDeleteItem=false
[GUI]
CheckForUpdates=false
`

/** A database whose only group is shared with other programs. */
const content = `<?xml version="1.0" encoding="UTF-8"?>
<KeePassFile>
<Meta><Generator>Test</Generator><DatabaseName>Test</DatabaseName><RecycleBinEnabled>False</RecycleBinEnabled>
<CustomData><Item><Key>FDO_SECRETS_EXPOSED_GROUP</Key><Value>{${groupId}}</Value></Item></CustomData></Meta>
<Root><Group><UUID>${Buffer.from(groupId.replaceAll('-', ''), 'hex').toString('base64')}</UUID><Name>Root</Name></Group></Root>
</KeePassFile>
`

interface KeePass {
  readonly desktop: Desktop
  /** Starts KeePassXC with its database open or locked. It has no screen, so nobody answers its prompts. */
  start(state: 'open' | 'locked'): Promise<void>
  stop(): Promise<void>
}

/** A desktop with a database of KeePassXC; the program is not running yet. */
async function withKeePass(
  harness: FaultHarness,
  run: (keePass: KeePass) => Promise<Seen>,
): Promise<Seen> {
  harness.heal()
  const desktop = await harness.desktopWith('missing')
  const env = { ...desktop.env, QT_QPA_PLATFORM: 'offscreen' }
  const database = join(desktop.folder, 'secrets.kdbx')
  const folder = join(desktop.env['XDG_CONFIG_HOME'] ?? '', 'keepassxc')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'keepassxc.ini'), settings)
  await writeFile(join(desktop.folder, 'secrets.xml'), content)
  await importDatabase(env, join(desktop.folder, 'secrets.xml'), database)
  let end: (signal: NodeJS.Signals) => Promise<void> = () => Promise.resolve()
  try {
    return await run({
      desktop,
      async start(state) {
        const args = state === 'open' ? ['--pw-stdin', database] : [database]
        const child = startProcess('keepassxc', args, { env, stdio: ['pipe', 'ignore', 'ignore'] })
        end = (signal) => ended(child, () => child.kill(signal))
        child.stdin?.end(state === 'open' ? `${password}\n` : '')
        await until('KeePassXC', async () =>
          (await hasName(desktop, 'org.freedesktop.secrets')) ? true : null,
        )
        // It opens the database after it has its name.
        await new Promise((resolve) => setTimeout(resolve, 2_000))
      },
      // With a signal that it does not see it loses what it has not written yet.
      stop: () => end('SIGTERM'),
    })
  } finally {
    // At a prompt it does not end otherwise.
    await end('SIGKILL')
  }
}

function importDatabase(env: Record<string, string>, from: string, to: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = execFile('keepassxc-cli', ['import', '-p', from, to], { env }, (error) =>
      error ? reject(error) : resolve(),
    )
    child.stdin?.end(`${password}\n${password}\n`)
  })
}

async function open(harness: FaultHarness): Promise<Seen> {
  return withKeePass(harness, async ({ desktop, start }) => {
    await start('open')
    const first = await harness.launch({ desktop })
    await signIn(first.page, 'alice')
    await waitForReason(first.page, 'Connected', /saved in the system keyring/)
    await assertAccountSaved(first)
    await first.quit()
    const app = await harness.launch({ desktop, userData: first.userData })
    const saw = await waitForReason(app.page, 'Connected', /saved in the system keyring/, 20_000)
    await signOut(app.page)
    await waitUntilErased(app, 'alice')
    return { saw, recoveredMs: null }
  })
}

async function startedLater(harness: FaultHarness): Promise<Seen> {
  return withKeePass(harness, async ({ desktop, start }) => {
    const app = await harness.launch({ desktop })
    const saw = await waitForText(app.page, /No keyring is running/, 15_000)
    await start('open')
    const since = harness.heal()
    await app.page.getByRole('button', { name: 'Retry' }).click()
    await waitForText(app.page, /saved in the system keyring/, 15_000)
    const recoveredMs = since()
    await signIn(app.page, 'alice')
    await waitForReason(app.page, 'Connected', /saved in the system keyring/)
    await assertAccountSaved(app)
    return { saw, recoveredMs }
  })
}

/** It ends while somebody is signed in, and is started again before the next start. */
async function closed(harness: FaultHarness): Promise<Seen> {
  return withKeePass(harness, async ({ desktop, start, stop }) => {
    await start('open')
    const first = await harness.launch({ desktop })
    await signIn(first.page, 'alice')
    await waitForReason(first.page, 'Connected', /saved in the system keyring/)
    await stop()
    await openChannel(first.page)
    await sendMessage(first.page, 'Written without KeePassXC')
    await assertArrivedOnce(harness.sandbox, 'Written without KeePassXC')
    await first.quit()
    await start('open')
    const app = await harness.launch({ desktop, userData: first.userData })
    const saw = await waitForStatus(app.page, 'Connected', 20_000)
    await assertAccountSaved(app)
    return { saw, recoveredMs: null }
  })
}

/** Its prompt to unlock the database is not answered. */
async function locked(harness: FaultHarness): Promise<Seen> {
  return withKeePass(harness, async ({ desktop, start, stop }) => {
    await start('open')
    const first = await harness.launch({ desktop })
    await signIn(first.page, 'alice')
    await waitForReason(first.page, 'Connected', /saved in the system keyring/)
    await first.quit()
    await stop()
    await start('locked')
    const app = await harness.launch({ desktop, userData: first.userData })
    const saw = await waitForText(app.page, /Waiting for the system keyring/, 20_000)
    // The window goes on with the prompt open.
    await app.page.getByRole('button', { name: 'Account' }).click({ timeout: 2_000 })
    await assertAccountSaved(app)
    return { saw, recoveredMs: null }
  })
}

const how = 'a real KeePassXC as Secret Service, without a screen'

const rows: Row[] = [
  { fault: 'KeePassXC has its database open', how, run: open },
  { fault: 'KeePassXC is started after Latchkey', how, run: startedLater },
  { fault: 'KeePassXC ends while somebody is signed in', how: `${how}; SIGTERM`, run: closed },
  { fault: 'KeePassXC waits for its password', how, run: locked },
]

/** KeePassXC as the keyring. */
export const keePass: Group = { name: 'KeePassXC', rows }
