import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { after, before, suite, test } from 'node:test'
import { startDesktop, type Desktop } from '../support/app/desktop.ts'
import { electronCommand, launchApp, newUserData, type RunningApp } from '../support/app/driver.ts'
import { until } from '../support/app/waiting.ts'
import { startWeston, type Weston } from '../support/app/weston.ts'

const starts = 20
const isLinux = process.platform === 'linux'

suite('on Wayland', { skip: isLinux ? false : 'Wayland is of Linux' }, () => {
  let desktop: Desktop
  let weston: Weston
  before(async () => {
    desktop = await startDesktop('none')
    weston = await startWeston(desktop)
  })
  after(async () => {
    await weston.stop()
    await desktop.stop()
  })

  async function launch(): Promise<RunningApp & { userData: string }> {
    const userData = await newUserData(desktop)
    const { env, switches } = weston
    return { ...(await launchApp({ desktop, userData, env, switches })), userData }
  }

  /** Sees to it that the window is on the screen: that the compositor asks its page for frames. */
  async function mustBeVisible({ electron, page }: RunningApp): Promise<void> {
    await until('a visible window', async () => ((await isVisible(electron)) ? true : null), 5_000)
    const frames = page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    )
    let isPainted = false
    void frames.then(() => (isPainted = true)).catch(() => undefined)
    await until('frames of the window', () => (isPainted ? true : null), 5_000)
  }

  function isVisible(electron: RunningApp['electron']): Promise<boolean> {
    return electron.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false,
    )
  }

  test(`the window appears in each of ${starts} starts`, async () => {
    for (let count = 0; count < starts; count += 1) {
      const app = await launch()
      await mustBeVisible(app)
      await app.kill()
    }
  })

  test('a second start ends and brings a hidden window back', async () => {
    const app = await launch()
    await mustBeVisible(app)
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    assert.equal(await isVisible(app.electron), false)
    const { executable, switches } = electronCommand()
    const args = [...switches, ...weston.switches, '.', `--user-data-dir=${app.userData}`]
    const second = spawn(executable, args, { env: { ...desktop.env, ...weston.env } })
    assert.equal(await new Promise((resolve) => second.once('exit', resolve)), 0)
    await mustBeVisible(app)
    await app.quit()
  })
})
