import assert from 'node:assert/strict'
import type { FaultHarness } from './faultHarness.ts'
import type { LaunchedApp } from '../harness.ts'
import {
  chooseFromAccountMenu,
  openChannel,
  sendMessage,
  waitForAlert,
  waitForReason,
  waitForSignIn,
} from '../../support/app/page.ts'
import { waitForStatus, signIn } from '../../support/app/page.ts'
import type { Group, Row, Seen } from './row.ts'
import { canMount, onSmallDisk, type SmallDisk } from './smallDisk.ts'
import { until } from '../../support/app/waiting.ts'
import { assertArrivedOnce, assertNoSecret, assertSaved, secretOf } from './assertions.ts'

/** Alice, signed in on a profile on this disk. */
async function alice(harness: FaultHarness, { folder }: SmallDisk): Promise<LaunchedApp> {
  harness.heal()
  const app = await harness.launch({ userData: folder })
  await signIn(app.page, 'alice')
  await waitForStatus(app.page, 'Connected')
  await assertSaved(app)
  return app
}

/** Alice's token is renewed and kept, and a message of hers arrives. */
async function renewAndWrite(
  { sandbox }: FaultHarness,
  app: LaunchedApp,
  text: string,
): Promise<void> {
  const before = await secretOf(app, 'alice')
  sandbox.faults.act({ action: 'expire', user_id: 'alice' })
  await until('the new token is kept', async () =>
    (await secretOf(app, 'alice')) === before ? null : true,
  )
  await waitForReason(app.page, 'Connected', /saved in the system keyring/)
  await openChannel(app.page)
  await sendMessage(app.page, text)
  await assertArrivedOnce(sandbox, text)
  await assertSaved(app)
}

/** The disk fills up in mid-run; a renewal needs none of it, the sign-in of another account does. */
function fullInMidRun(harness: FaultHarness): Promise<Seen> {
  return onSmallDisk(harness, async (disk) => {
    const { sandbox } = harness
    const app = await alice(harness, disk)
    const { page } = app
    await disk.fill(app)
    await renewAndWrite(harness, app, 'Written while the disk was full')
    await chooseFromAccountMenu(page, 'Add account')
    await waitForSignIn(page)
    await signIn(page, 'bob')
    await waitForReason(page, 'Connected', /in memory until you quit/)
    const saw = await waitForAlert(page, /^The disk is full, so the settings cannot be saved/)
    // No secret is kept that the next start would not know of.
    await assertNoSecret(app, 'bob')
    await assertSaved(app)
    const since = harness.heal()
    await disk.free(app)
    // The next change: Bob's token is renewed, and he is kept at last.
    sandbox.faults.act({ action: 'expire', user_id: 'bob' })
    await waitForReason(page, 'Connected', /saved in the system keyring/)
    const recoveredMs = since()
    await page.getByRole('alert').waitFor({ state: 'detached' })
    await assertSaved(app, 'bob')
    await assertSaved(app)
    await app.quit()
    const next = await harness.launch({ userData: disk.folder })
    await waitForReason(next.page, 'Connected', /saved in the system keyring/)
    await chooseFromAccountMenu(next.page, 'Add account')
    await next.page.getByRole('button', { name: 'Continue as Alice Moreau' }).click()
    await waitForStatus(next.page, 'Connected')
    return { saw, recoveredMs }
  })
}

/** The disk is full when the app starts: who was kept is back all the same, and what changes is told and saved later. */
function fullAtStart(harness: FaultHarness): Promise<Seen> {
  return onSmallDisk(harness, async (disk) => {
    await (await alice(harness, disk)).quit()
    await disk.fill()
    const app = await harness.launch({ userData: disk.folder })
    const { page } = app
    await waitForStatus(page, 'Connected')
    await renewAndWrite(harness, app, 'Written on a disk that was full from the start')
    await chooseFromAccountMenu(page, 'Add account')
    const saw = await waitForAlert(page, /^The disk is full, so the settings cannot be saved/)
    await page.getByRole('button', { name: 'Continue as Alice Moreau' }).click()
    await waitForStatus(page, 'Connected')
    await assertSaved(app)
    const since = harness.heal()
    await disk.free()
    await chooseFromAccountMenu(page, 'Add account')
    await page.getByRole('alert').waitFor({ state: 'detached' })
    const recoveredMs = since()
    await assertSaved(app)
    await app.quit()
    const next = await harness.launch({ userData: disk.folder })
    await next.page.getByRole('button', { name: 'Continue as Alice Moreau' }).click()
    await waitForStatus(next.page, 'Connected')
    assert.equal(await next.page.getByRole('alert').count(), 0)
    return { saw, recoveredMs }
  })
}

/** Nothing can be written where the profile is, from the start. */
function readOnly(harness: FaultHarness): Promise<Seen> {
  return onSmallDisk(harness, async (disk) => {
    await (await alice(harness, disk)).quit()
    disk.makeReadOnly()
    const app = await harness.launch({ userData: disk.folder })
    await waitForStatus(app.page, 'Connected')
    await renewAndWrite(harness, app, 'Written over a read-only folder')
    await chooseFromAccountMenu(app.page, 'Add account')
    const saw = await waitForAlert(app.page, /^The settings cannot be saved in .*disk-/)
    await app.page.getByRole('button', { name: 'Continue as Alice Moreau' }).click()
    await waitForStatus(app.page, 'Connected')
    await assertSaved(app)
    return { saw, recoveredMs: null }
  })
}

const tmpfs = 'a real tmpfs, mounted for the profile'

const rows: Row[] = [
  {
    fault: 'the disk is full in mid-run',
    how: canMount
      ? `${tmpfs} and filled to the last byte`
      : 'a node:fs in main that refuses with ENOSPC, for here nobody may mount',
    run: fullInMidRun,
  },
  ...atStart(),
]

/** Faults before a test can reach the app need a disk that is really full, or a folder that really refuses. */
function atStart(): Row[] {
  const full: Row = {
    fault: 'the disk is full at the start',
    how: `${tmpfs} and filled to the last byte`,
    run: fullAtStart,
  }
  const fault = 'the settings’ folder is read-only'
  if (canMount) return [full, { fault, how: `${tmpfs}, remounted read-only`, run: readOnly }]
  // Root may write whatever the mode says.
  if (process.getuid?.() === 0) return []
  return [{ fault, how: 'chmod of a real folder', run: readOnly }]
}

export const disks: Group = { name: 'Settings, on a disk in trouble', rows }
