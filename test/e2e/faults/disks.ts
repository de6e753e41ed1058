import assert from 'node:assert/strict'
import type { Ground, Running } from './ground.ts'
import { choose, openTheirChannel, say, seeAlert, seeReason, seeSignIn } from './person.ts'
import { seeStatus, signIn } from './person.ts'
import type { Group, Row, Seen } from './row.ts'
import { canMount, onSmallDisk, type SmallDisk } from './smallDisk.ts'
import { until } from '../../support/app/waiting.ts'
import { mustArriveOnce, mustHaveNoSecret, mustKeep, secretOf } from './witness.ts'

/** Alice, signed in on a profile on this disk. */
async function alice(ground: Ground, { folder }: SmallDisk): Promise<Running> {
  ground.heal()
  const app = await ground.launch({ userData: folder })
  await signIn(app.page, 'alice')
  await seeStatus(app.page, 'Connected')
  await mustKeep(app)
  return app
}

/** Alice's token is renewed and kept, and a message of hers arrives. */
async function renewAndWrite({ sandbox }: Ground, app: Running, text: string): Promise<void> {
  const before = await secretOf(app, 'alice')
  sandbox.faults.act({ action: 'expire', user_id: 'alice' })
  await until('the new token is kept', async () =>
    (await secretOf(app, 'alice')) === before ? null : true,
  )
  await seeReason(app.page, 'Connected', /saved in the system keyring/)
  await openTheirChannel(app.page)
  await say(app.page, text)
  await mustArriveOnce(sandbox, text)
  await mustKeep(app)
}

/** The disk fills up in mid-run; a renewal needs none of it, the sign-in of another account does. */
function fullInMidRun(ground: Ground): Promise<Seen> {
  return onSmallDisk(ground, async (disk) => {
    const { sandbox } = ground
    const app = await alice(ground, disk)
    const { page } = app
    await disk.fill(app)
    await renewAndWrite(ground, app, 'Written on a full disk')
    await choose(page, 'Switch account')
    await seeSignIn(page)
    await signIn(page, 'bob')
    await seeReason(page, 'Connected', /in memory until you quit/)
    const saw = await seeAlert(page, /^The disk is full, so the settings cannot be saved/)
    // No secret is kept that the next start would not know of.
    await mustHaveNoSecret(app, 'bob')
    await mustKeep(app)
    const since = ground.heal()
    await disk.free(app)
    // The next change: Bob's token is renewed, and he is kept at last.
    sandbox.faults.act({ action: 'expire', user_id: 'bob' })
    await seeReason(page, 'Connected', /saved in the system keyring/)
    const recoveredMs = since()
    await page.getByRole('alert').waitFor({ state: 'detached' })
    await mustKeep(app, 'bob')
    await mustKeep(app)
    await app.quit()
    const next = await ground.launch({ userData: disk.folder })
    await seeReason(next.page, 'Connected', /saved in the system keyring/)
    await choose(next.page, 'Switch account')
    await next.page.getByRole('button', { name: 'Continue as Alice Moreau' }).click()
    await seeStatus(next.page, 'Connected')
    return { saw, recoveredMs }
  })
}

/** The disk is full when the app starts: who was kept is back all the same, and what changes is told and saved later. */
function fullAtStart(ground: Ground): Promise<Seen> {
  return onSmallDisk(ground, async (disk) => {
    await (await alice(ground, disk)).quit()
    await disk.fill()
    const app = await ground.launch({ userData: disk.folder })
    const { page } = app
    await seeStatus(page, 'Connected')
    await renewAndWrite(ground, app, 'Written on a disk that was full from the start')
    await choose(page, 'Switch account')
    const saw = await seeAlert(page, /^The disk is full, so the settings cannot be saved/)
    await page.getByRole('button', { name: 'Continue as Alice Moreau' }).click()
    await seeStatus(page, 'Connected')
    await mustKeep(app)
    const since = ground.heal()
    await disk.free()
    await choose(page, 'Switch account')
    await page.getByRole('alert').waitFor({ state: 'detached' })
    const recoveredMs = since()
    await mustKeep(app)
    await app.quit()
    const next = await ground.launch({ userData: disk.folder })
    await next.page.getByRole('button', { name: 'Continue as Alice Moreau' }).click()
    await seeStatus(next.page, 'Connected')
    assert.equal(await next.page.getByRole('alert').count(), 0)
    return { saw, recoveredMs }
  })
}

/** Nothing can be written where the profile is, from the start. */
function readOnly(ground: Ground): Promise<Seen> {
  return onSmallDisk(ground, async (disk) => {
    await (await alice(ground, disk)).quit()
    disk.makeReadOnly()
    const app = await ground.launch({ userData: disk.folder })
    await seeStatus(app.page, 'Connected')
    await renewAndWrite(ground, app, 'Written over a read-only folder')
    await choose(app.page, 'Switch account')
    const saw = await seeAlert(app.page, /^The settings cannot be saved in .*disk-/)
    await app.page.getByRole('button', { name: 'Continue as Alice Moreau' }).click()
    await seeStatus(app.page, 'Connected')
    await mustKeep(app)
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
