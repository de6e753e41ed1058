import assert from 'node:assert/strict'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startBareBus } from '../../test/support/app/bus.ts'
import type { Desktop } from '../../test/support/app/desktop.ts'
import { until } from '../../test/support/app/waiting.ts'
import type { FaultHarness } from '../../test/e2e/faults/faultHarness.ts'
import type { LaunchedApp } from '../../test/e2e/harness.ts'
import {
  openChannel,
  sendMessage,
  waitForReason,
  waitForText,
  signIn,
} from '../../test/support/app/page.ts'
import type { Group, Row, Seen } from '../../test/e2e/faults/row.ts'
import { assertArrivedOnce } from '../../test/e2e/faults/assertions.ts'
import { hasName, outputOf } from './desktopPrograms.ts'

/** A KDE desktop whose bus knows KWallet by its own name alone, as Debian 12 installs it. */
async function onKde(
  harness: FaultHarness,
  settings: string,
  run: (app: LaunchedApp, desktop: Desktop) => Promise<Seen>,
): Promise<Seen> {
  harness.heal()
  const plain = await harness.desktopWith('none')
  const services = join(plain.folder, 'services')
  await mkdir(services, { recursive: true })
  const file = 'org.kde.kwalletd5.service'
  await copyFile(join('/usr/share/dbus-1/services', file), join(services, file))
  await writeFile(join(plain.env['XDG_CONFIG_HOME'] ?? '', 'kwalletrc'), settings)
  const kde = { ...plain.env, XDG_CURRENT_DESKTOP: 'KDE' }
  const bus = await startBareBus(kde, plain.folder, services)
  const desktop = { ...plain, env: { ...kde, DBUS_SESSION_BUS_ADDRESS: bus.address } }
  try {
    return await run(await harness.launch({ desktop }), desktop)
  } finally {
    const pid = await walletOf(desktop)
    if (pid > 0) process.kill(pid, 'SIGKILL')
    await bus.stop()
  }
}

async function walletOf(desktop: Desktop): Promise<number> {
  const method = 'org.freedesktop.DBus.GetConnectionUnixProcessID'
  const where = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/', method]
  const answer = await outputOf(desktop, 'dbus-send', [...where, 'string:org.kde.kwalletd5'])
  return Number(/uint32 (\d+)/.exec(answer)?.[1] ?? 0)
}

/** The window in front of KWallet; empty: there is none. */
async function wizardOf(desktop: Desktop): Promise<string> {
  const search = ['search', '--onlyvisible', '--class', 'kwalletd5']
  const found = await outputOf(desktop, 'xdotool', search)
  return found.trim().split('\n').pop() ?? ''
}

async function switchedOff(harness: FaultHarness): Promise<Seen> {
  return onKde(harness, '[Wallet]\nEnabled=false\n', async (app) => {
    const saw = await waitForText(app.page, /switch KWallet on in System Settings/, 15_000)
    await signIn(app.page, 'alice')
    await waitForReason(app.page, 'Connected', /in memory until you quit/, 15_000)
    await openChannel(app.page)
    await sendMessage(app.page, 'Written with KWallet switched off')
    await assertArrivedOnce(harness.sandbox, 'Written with KWallet switched off')
    return { saw, recoveredMs: null }
  })
}

/** KWallet shows its wizard for a first wallet, and the person closes it. */
async function wizardDismissed(harness: FaultHarness): Promise<Seen> {
  return onKde(harness, '[Wallet]\nEnabled=true\n', async (app, desktop) => {
    await until('KWallet on the bus', async () =>
      (await hasName(desktop, 'org.freedesktop.secrets')) ? true : null,
    )
    await signIn(app.page, 'alice')
    const wizard = await until('the wizard', async () => (await wizardOf(desktop)) || null)
    await outputOf(desktop, 'xdotool', ['windowfocus', '--sync', wizard, 'key', 'Escape'])
    await until('no wizard', async () => ((await wizardOf(desktop)) === '' ? true : null))
    const saw = await waitForReason(app.page, 'Connected', /in memory until you quit/, 20_000)
    await openChannel(app.page)
    await sendMessage(app.page, 'Written without a wallet')
    await assertArrivedOnce(harness.sandbox, 'Written without a wallet')
    assert.ok((await walletOf(desktop)) > 0, 'KWallet still runs')
    return { saw, recoveredMs: null }
  })
}

const how = 'a real kwalletd5 on a bus that knows it by its own name alone'

const rows: Row[] = [
  { fault: 'KWallet is switched off', how: `${how}; Enabled=false`, run: switchedOff },
  {
    fault: 'KWallet is not running, and the person closes its wizard',
    how: `${how}; started by Latchkey`,
    run: wizardDismissed,
  },
]

/** KWallet as the keyring of a KDE desktop. */
export const wallets: Group = { name: 'KWallet', rows }
