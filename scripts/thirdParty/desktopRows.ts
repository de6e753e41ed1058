import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import type { Sandbox } from '../../sandbox/server.ts'
import { electronCommand } from '../../test/support/app/driver.ts'
import { until } from '../../test/support/app/waiting.ts'
import type { FaultHarness } from '../../test/e2e/faults/faultHarness.ts'
import type { LaunchedApp } from '../../test/e2e/harness.ts'
import { openChannel, waitForStatus, signIn, aliceAndBob } from '../../test/support/app/page.ts'
import type { Group, Row, Seen } from '../../test/e2e/faults/row.ts'
import { assertSaved } from '../../test/e2e/faults/assertions.ts'
import { hasName, outputOf, startProgram, type DesktopProgram } from './desktopPrograms.ts'

/** Alice on a desktop of this row with these programs, which end with the row. */
async function withPrograms(
  harness: FaultHarness,
  programs: readonly (readonly string[])[],
  run: (app: LaunchedApp, started: DesktopProgram[]) => Promise<Seen>,
): Promise<Seen> {
  harness.heal()
  const desktop = await harness.desktopWith('unlocked')
  const started: DesktopProgram[] = []
  try {
    for (const program of programs) {
      const isThere = async () => {
        if (program[0] === 'dunst') return hasName(desktop, 'org.freedesktop.Notifications')
        const root = await outputOf(desktop, 'xprop', ['-root', '_NET_SUPPORTING_WM_CHECK'])
        if (program[0] === 'openbox') return root.includes('window id')
        return (await outputOf(desktop, 'xwininfo', ['-root', '-tree'])).includes('"panel"')
      }
      started.push(await startProgram(desktop, program, isThere))
    }
    const app = await harness.launch({ desktop })
    await signIn(app.page, 'alice')
    await waitForStatus(app.page, 'Connected')
    await openChannel(app.page)
    return await run(app, started)
  } finally {
    for (const program of started) await program.stop()
  }
}

/** Bob writes from elsewhere. */
async function bobSays({ url, apiKey, issueToken }: Sandbox, text: string): Promise<void> {
  const path = aliceAndBob.cid.replace(':', '/')
  const answer = await fetch(`${url}/channels/${path}/message?api_key=${apiKey}&user_id=bob`, {
    method: 'POST',
    headers: {
      Authorization: await issueToken('bob'),
      'stream-auth-type': 'jwt',
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({ message: { id: crypto.randomUUID(), text } }),
  })
  assert.ok(answer.ok, `Bob's message was answered with ${answer.status}`)
}

function onWindow(app: LaunchedApp, act: 'hide' | 'minimize' | 'close'): Promise<void> {
  return app.electron.evaluate(
    ({ BrowserWindow }, name) => BrowserWindow.getAllWindows()[0]?.[name](),
    act,
  )
}

function isVisible(app: LaunchedApp): Promise<boolean> {
  return app.electron.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false,
  )
}

/** How long main takes to answer, in ms. */
async function answerMs({ page }: LaunchedApp): Promise<number> {
  const startedAt = performance.now()
  await page.evaluate(() => Reflect.get(globalThis, 'latchkey').readView())
  return performance.now() - startedAt
}

async function notified(harness: FaultHarness): Promise<Seen> {
  return withPrograms(harness, [['dunst']], async (app) => {
    await onWindow(app, 'hide')
    const text = 'Written for a notification'
    await bobSays(harness.sandbox, text)
    const shown = await until('the notification', async () => {
      const history = await outputOf(app.desktop, 'dunstctl', ['count', 'displayed'])
      return Number(history) > 0 ? history.trim() : null
    })
    await assertSaved(app)
    return { saw: `${shown} notification of dunst`, recoveredMs: null }
  })
}

/** Electron waits for the daemon in the main process. */
async function daemonHangs(harness: FaultHarness): Promise<Seen> {
  return withPrograms(harness, [['dunst']], async (app, [dunst]) => {
    assert.ok(dunst)
    await onWindow(app, 'hide')
    dunst.process.kill('SIGSTOP')
    const text = 'Written while the notification daemon hung'
    await bobSays(harness.sandbox, text)
    await until('the message', async () =>
      (await app.page.getByRole('log', { name: 'Messages' }).getByText(text).count()) > 0
        ? true
        : null,
    )
    const slowest = Math.max(...(await everyHalfSecond(() => answerMs(app), 8)))
    assert.ok(slowest < 1_000, `main took ${Math.round(slowest)} ms to answer`)
    dunst.process.kill('SIGCONT')
    await assertSaved(app)
    return { saw: 'the window, which goes on; no notification', recoveredMs: null }
  })
}

async function everyHalfSecond(measure: () => Promise<number>, count: number): Promise<number[]> {
  const measured: number[] = []
  for (let place = 0; place < count; place += 1) {
    measured.push(await measure())
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  return measured
}

async function noDaemon(harness: FaultHarness): Promise<Seen> {
  return withPrograms(harness, [], async (app) => {
    await onWindow(app, 'hide')
    await bobSays(harness.sandbox, 'Written without a notification daemon')
    const slowest = Math.max(...(await everyHalfSecond(() => answerMs(app), 6)))
    assert.ok(slowest < 1_000, `main took ${Math.round(slowest)} ms to answer`)
    await assertSaved(app)
    return { saw: 'the window, which goes on', recoveredMs: null }
  })
}

/** The state of our window as the window manager has it. */
async function windowState(app: LaunchedApp): Promise<string> {
  const tree = await outputOf(app.desktop, 'xwininfo', ['-root', '-tree'])
  const id = /(0x[\da-f]+) "Latchkey": \("latchkey/i.exec(tree)?.[1] ?? ''
  const state = await outputOf(app.desktop, 'xprop', ['-id', id, 'WM_STATE'])
  const active = await outputOf(app.desktop, 'xprop', ['-root', '_NET_ACTIVE_WINDOW'])
  return `${state}${active.includes(id) ? 'active' : `not active: ${active}`}`
}

async function startAgain(app: LaunchedApp): Promise<void> {
  const { executable, switches } = electronCommand()
  const args = [...switches, '.', `--user-data-dir=${app.userData}`]
  const second = spawn(executable, args, { env: app.desktop.env, stdio: 'ignore' })
  const code = await new Promise((resolve) => second.once('exit', resolve))
  assert.equal(code, 0, 'the second start ends')
}

async function mustBeInFront(app: LaunchedApp): Promise<void> {
  await until(
    'the window in front',
    async () => {
      const state = await windowState(app)
      return /window state: Normal/.test(state) &&
        state.endsWith('active') &&
        !/not active/.test(state)
        ? true
        : null
    },
    10_000,
    () => windowState(app),
  )
}

async function minimised(harness: FaultHarness): Promise<Seen> {
  return withPrograms(harness, [['openbox']], async (app) => {
    await mustBeInFront(app)
    await onWindow(app, 'minimize')
    await until('a minimised window', async () =>
      /window state: Iconic/.test(await windowState(app)) ? true : null,
    )
    await startAgain(app)
    await mustBeInFront(app)
    await assertSaved(app)
    return { saw: await waitForStatus(app.page, 'Connected'), recoveredMs: null }
  })
}

async function toTray(harness: FaultHarness): Promise<Seen> {
  const panel = ['trayer', '--edge', 'bottom']
  return withPrograms(harness, [['openbox'], panel], async (app) => {
    const { page } = app
    await page.evaluate(() =>
      Reflect.get(globalThis, 'latchkey').changePreferences({ tray: true, closeToTray: true }),
    )
    const icon = async () => (/latchkey|electron/i.test(await panelOf(app)) ? true : null)
    await until('the icon in the tray', icon, 10_000, () => panelOf(app))
    await onWindow(app, 'close')
    await until('a hidden window', async () => ((await isVisible(app)) ? null : true))
    await startAgain(app)
    await mustBeInFront(app)
    await assertSaved(app)
    return { saw: await waitForStatus(page, 'Connected'), recoveredMs: null }
  })
}

/** The part of the window tree that is below the tray. */
async function panelOf(app: LaunchedApp): Promise<string> {
  return outputOf(app.desktop, 'xwininfo', ['-name', 'panel', '-tree'])
}

const rows: Row[] = [
  { fault: 'a message while the window is hidden', how: 'a real dunst', run: notified },
  { fault: 'the notification daemon hangs', how: 'a real dunst, SIGSTOP', run: daemonHangs },
  { fault: 'there is no notification daemon', how: 'a bus without one', run: noDaemon },
  {
    fault: 'the window is minimised, and the app is started again',
    how: 'a real openbox',
    run: minimised,
  },
  {
    fault: 'the window is closed to the tray, and the app is started again',
    how: 'a real openbox and trayer',
    run: toTray,
  },
]

/** Window manager, notification daemon and tray host. */
export const desktopParts: Group = { name: 'Desktop', rows }
