import assert from 'node:assert/strict'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  aliceAndBob,
  openChannel,
  sendMessage,
  signIn,
  waitForStatus,
  waitForText,
} from '../../support/app/page.ts'
import { until } from '../../support/app/waiting.ts'
import type { LaunchedApp } from '../harness.ts'
import { assertArrivedOnce, assertSaved } from './assertions.ts'
import { kill, type FaultHarness } from './faultHarness.ts'
import { Lost, type Group, type Row, type Seen } from './row.ts'
import { canMount, onSmallDisk } from './smallDisk.ts'

const folderOf = (userData: string) => join(userData, 'saved-chats')

/** Alice in a profile of this row alone, with a message that is on the server. */
async function chat(harness: FaultHarness, text: string, userData?: string): Promise<LaunchedApp> {
  harness.heal()
  const app = await harness.launch(userData === undefined ? {} : { userData })
  await signIn(app.page, 'alice')
  await waitForStatus(app.page, 'Connected')
  await openChannel(app.page)
  await sendMessage(app.page, text)
  await assertArrivedOnce(harness.sandbox, text)
  return app
}

/** The next start with this profile, without a network. */
async function startOffline(harness: FaultHarness, userData: string): Promise<LaunchedApp> {
  harness.sandbox.faults.change({ network: 'off' })
  const app = await harness.launch({ userData })
  await waitForStatus(app.page, 'Offline')
  return app
}

/** The message of the last run can be read. */
async function mustShow(app: LaunchedApp, text: string): Promise<string> {
  await openChannel(app.page)
  try {
    await waitForText(app.page, new RegExp(text))
  } catch {
    throw new Lost(`the saved message “${text}”`)
  }
  return waitForText(app.page, /^As of /)
}

/** The file is damaged between two runs: nothing of it is shown, and the next connection replaces it. */
async function damaged(harness: FaultHarness): Promise<Seen> {
  const text = 'Saved before the damage'
  const app = await chat(harness, text)
  await app.quit()
  const [name = ''] = await readdir(folderOf(app.userData))
  const path = join(folderOf(app.userData), name)
  const content = await readFile(path)
  await writeFile(
    path,
    content.map((byte, at) => (at === content.length - 1 ? byte ^ 1 : byte)),
  )
  const offline = await startOffline(harness, app.userData)
  const saw = await waitForText(offline.page, /Your channels appear here/)
  const since = harness.heal()
  await waitForStatus(offline.page, 'Connected')
  await openChannel(offline.page)
  const recoveredMs = since()
  await offline.quit()
  await mustShow(await startOffline(harness, app.userData), text)
  return { saw, recoveredMs }
}

/** SIGKILL after the connection was lost: the chat was saved at that moment. */
async function killed(harness: FaultHarness): Promise<Seen> {
  const text = 'Saved before the kill'
  const app = await chat(harness, text)
  harness.sandbox.faults.change({ network: 'off' })
  await waitForStatus(app.page, 'Offline')
  await kill(app)
  const saw = await mustShow(await startOffline(harness, app.userData), text)
  assert.equal((await readdir(folderOf(app.userData))).length, 1, 'no draft is left')
  return { saw, recoveredMs: null }
}

/** SIGKILL in the middle of a sign-out: the next start deletes what is left. */
async function killedInSignOut(harness: FaultHarness): Promise<Seen> {
  const app = await chat(harness, 'Saved before the sign-out')
  await app.quit()
  const index = join(app.userData, 'settings.json')
  const settings = await readFile(index, 'utf8')
  const isMarked = settings.includes('"kept"')
  assert.ok(isMarked, 'the account is kept')
  for (const path of [index, join(app.userData, 'settings.last.json')]) {
    await writeFile(path, settings.replaceAll('"kept"', '"deleting"'))
  }
  const next = await harness.launch({ userData: app.userData })
  const saw = await waitForText(next.page, /^Sign in/)
  const files = () => readdir(folderOf(app.userData))
  await until('the saved chat is deleted', async () => ((await files()).length > 0 ? null : true))
  return { saw, recoveredMs: null }
}

/** A file lies in the place of the folder: the chat goes on, and is saved once the folder can be made. */
async function noFolder(harness: FaultHarness): Promise<Seen> {
  const text = 'Saved once there is a folder'
  const app = await chat(harness, 'Not saved')
  await app.quit()
  await rm(folderOf(app.userData), { recursive: true })
  await writeFile(folderOf(app.userData), 'a file')
  const without = await harness.launch({ userData: app.userData })
  const saw = await waitForStatus(without.page, 'Connected')
  await openChannel(without.page)
  await sendMessage(without.page, text)
  await assertArrivedOnce(harness.sandbox, text)
  await without.quit()
  await rm(folderOf(app.userData))
  const after = await harness.launch({ userData: app.userData })
  await waitForStatus(after.page, 'Connected')
  await openChannel(after.page)
  await after.quit()
  await mustShow(await startOffline(harness, app.userData), text)
  return { saw, recoveredMs: null }
}

/** The disk fills up: the last saved chat stays, and the sign-in too. */
function fullDisk(harness: FaultHarness): Promise<Seen> {
  return onSmallDisk(harness, async (disk) => {
    const text = 'Saved before the disk was full'
    await (await chat(harness, text, disk.folder)).quit()
    const app = await harness.launch({ userData: disk.folder })
    await waitForStatus(app.page, 'Connected')
    await openChannel(app.page)
    await disk.fill(app)
    await sendMessage(app.page, 'Written on a full disk')
    await assertArrivedOnce(harness.sandbox, 'Written on a full disk')
    await app.quit()
    await disk.free()
    const offline = await startOffline(harness, disk.folder)
    const saw = await mustShow(offline, text)
    await assertSaved(offline)
    return { saw, recoveredMs: null }
  })
}

const rows: Row[] = [
  { fault: 'the saved chat is damaged', how: 'one byte of its file is changed', run: damaged },
  {
    fault: 'the app is killed without a network',
    how: `SIGKILL to every process of it, after a message in ${aliceAndBob.name}`,
    run: killed,
  },
  {
    fault: 'the app was killed in the middle of a sign-out',
    how: 'the mark of a deletion in the settings, with the record and the saved chat still there',
    run: killedInSignOut,
  },
  {
    fault: 'the folder of the saved chats cannot be made',
    how: 'a file in its place',
    run: noFolder,
  },
  {
    fault: 'the disk is full when the chat is saved',
    how: canMount
      ? 'a real tmpfs, mounted for the profile and filled to the last byte'
      : 'a node:fs in main that refuses with ENOSPC, for here nobody may mount',
    run: fullDisk,
  },
]

/** Offline reading: the copy of the chat is damaged, cut short or cannot be written. */
export const savedChats: Group = { name: 'The saved chat', rows }
