import assert from 'node:assert/strict'
import type { Page } from 'playwright'
import type { Faults } from '../../main/sandbox/faults.ts'
import type { Ground } from './ground.ts'
import { pasteToken, say, seeAlert, seeReason, seeStatus, seeText, sendAgain } from './person.ts'
import { pressSignIn, signIn, signInAgain, theirChannel } from './person.ts'
import type { Group, Row, Seen } from './row.ts'
import { pause, until } from './waiting.ts'
import { mustArriveOnce, mustCall, mustKeep } from './witness.ts'

/** A message is sent while the chat server answers like this. */
async function sendInto(
  ground: Ground,
  chat: Faults['chat'],
  harmMs: number,
  limitMs = 12_000,
): Promise<Seen> {
  const { sandbox } = ground
  const app = await ground.alice()
  const text = `Written while the chat server was ${chat}`
  sandbox.faults.change({ chat, retryAfterSeconds: 1 })
  await say(app.page, text)
  await pause(harmMs)
  const log = app.page.getByRole('log', { name: 'Messages' })
  assert.ok(await log.getByText(text).first().isVisible(), 'what was written is still to be read')
  const saw = (await log.locator('article').last().innerText()).replace(/\s+/g, ' ')
  await mustKeep(app)
  const since = ground.heal()
  await seeStatus(app.page, 'Connected', 12_000)
  await sendAgain(app.page)
  await mustArriveOnce(sandbox, text, limitMs)
  const recoveredMs = since()
  assert.equal(await log.getByText(text).count(), 1, 'the window shows it once')
  mustCall(sandbox, 0)
  return { saw: `${(await seeStatus(app.page, 'Connected')).slice(0, 9)}; ${saw}`, recoveredMs }
}

async function listInto(ground: Ground): Promise<Seen> {
  const { sandbox } = ground
  const { page, ...app } = await ground.signedOut()
  sandbox.faults.change({ chat: 'html' })
  await signIn(page, 'alice')
  const saw = await seeAlert(page, /makes no sense/)
  await mustKeep({ page, ...app })
  const since = ground.heal()
  await page.getByRole('button', { name: 'Try again' }).first().click()
  await seeText(page, new RegExp(theirChannel.name))
  return { saw, recoveredMs: since() }
}

/** Sockets are cut, so many times, with nothing else wrong. */
async function cut(ground: Ground, times: number): Promise<Seen> {
  const { sandbox } = ground
  const app = await ground.alice()
  for (let count = 0; count < times; count += 1) {
    if (count > 0) await seeStatus(app.page, 'Connected', 15_000)
    sandbox.faults.act({ action: 'cut' })
    await until('the socket is gone', () => (openSockets(ground) === 0 ? true : null))
  }
  const since = ground.heal()
  const saw = await seeStatus(app.page, 'Connected', 15_000)
  await until('a new socket', () => (openSockets(ground) === 1 ? true : null), 15_000)
  const recoveredMs = since()
  const text = `Written after ${times} cut${times === 1 ? '' : 's'}`
  await say(app.page, text)
  await mustArriveOnce(sandbox, text)
  await mustKeep(app)
  mustCall(sandbox, 0)
  return { saw, recoveredMs }
}

function openSockets({ sandbox }: Ground): number {
  return sandbox.faults.counters().socketsOpen
}

/** A socket goes dead without a word: only silence tells. */
async function silence(ground: Ground): Promise<Seen> {
  const { sandbox } = ground
  const app = await ground.alice()
  sandbox.faults.change({ sockets: 'silent' })
  const saw = await seeStatus(app.page, 'Offline', 40_000)
  const text = 'Written while the socket was silent'
  await say(app.page, text)
  await mustKeep(app)
  const since = ground.heal()
  await seeStatus(app.page, 'Connected', 15_000)
  const recoveredMs = since()
  await mustArriveOnce(sandbox, text)
  mustCall(sandbox, 0)
  return { saw, recoveredMs }
}

/** At a sign-in the socket never opens well. */
async function noWelcome(ground: Ground, sockets: Faults['sockets'], words: RegExp): Promise<Seen> {
  const { sandbox } = ground
  const { page, ...app } = await ground.signedOut()
  sandbox.faults.change({ sockets })
  await signIn(page, 'bob')
  const saw = await seeAlert(page, words, 13_000)
  assert.equal(await page.getByLabel('Password').inputValue(), 'bob-sandbox')
  const since = ground.heal()
  await pressSignIn(page)
  await seeStatus(page, 'Connected')
  const recoveredMs = since()
  await mustKeep({ page, ...app }, 'bob')
  return { saw, recoveredMs }
}

/** The upgrade is refused for a while. */
async function unavailable(ground: Ground): Promise<Seen> {
  const { sandbox } = ground
  const app = await ground.alice()
  sandbox.faults.change({ sockets: 'unavailable' })
  sandbox.faults.act({ action: 'cut' })
  const saw = await seeReason(app.page, 'Offline', /has a problem/)
  const text = 'Written while upgrades were refused'
  await say(app.page, text)
  const since = ground.heal()
  await seeStatus(app.page, 'Connected', 12_000)
  const recoveredMs = since()
  await mustArriveOnce(sandbox, text)
  await mustKeep(app)
  mustCall(sandbox, 0)
  return { saw, recoveredMs }
}

/** The token ends in mid-connection and the token service is well. */
async function renew(ground: Ground, action: 'expire' | 'revoke'): Promise<Seen> {
  const { sandbox } = ground
  const app = await ground.alice()
  sandbox.faults.change({ tokenServiceDelayMs: 500 })
  sandbox.faults.act({ action, user_id: 'alice' })
  const endedAt = performance.now()
  const saw = await seeStatus(app.page, 'Refreshing')
  const texts = ['first', 'second', 'third'].map((place) => `${place} after ${action}`)
  for (const text of texts) await say(app.page, text)
  await seeStatus(app.page, 'Connected')
  const recoveredMs = performance.now() - endedAt
  for (const text of texts) await mustArriveOnce(sandbox, text)
  mustCall(sandbox, 1)
  await mustKeep(app)
  return { saw, recoveredMs }
}

/** Nobody renews a pasted token: a new one is asked for. */
async function endPasted(ground: Ground): Promise<Seen> {
  const { sandbox } = ground
  const { page, ...app } = await ground.signedOut()
  await pasteToken(page, await sandbox.issueToken('alice'))
  await seeStatus(page, 'Connected')
  sandbox.faults.act({ action: 'expire', user_id: 'alice' })
  const saw = await seeReason(page, 'Sign in again', /token has expired/)
  await mustKeep({ page, ...app })
  mustCall(sandbox, 0)
  const since = ground.heal()
  await page.getByLabel('Token', { exact: true }).fill(await sandbox.issueToken('alice'))
  await page.getByRole('button', { name: 'Sign in with token' }).click()
  await seeStatus(page, 'Connected')
  return { saw, recoveredMs: since() }
}

async function endGuest(ground: Ground): Promise<Seen> {
  const { sandbox } = ground
  const { page } = await ground.signedOut()
  await page.getByRole('tab', { name: 'Guest' }).click()
  await page.getByLabel('Display name').fill('Vera')
  await page.getByRole('button', { name: 'Continue as guest' }).click()
  await seeStatus(page, 'Connected')
  const guest = await userIdOf(page)
  sandbox.faults.act({ action: 'expire', user_id: guest })
  const saw = await seeReason(page, 'Sign in again', /guest has ended/)
  await pause(500)
  assert.equal(sandbox.faults.counters().guestsCreated, 1, 'no other guest was made in secret')
  const since = ground.heal()
  await page.getByRole('button', { name: 'Continue as guest' }).click()
  await seeStatus(page, 'Connected')
  const recoveredMs = since()
  assert.notEqual(await userIdOf(page), guest)
  return { saw, recoveredMs, lost: 'the guest: whoever continues is another one' }
}

async function userIdOf(page: Page): Promise<string> {
  const view = await page.evaluate(() => Reflect.get(globalThis, 'latchkey').readView())
  return view.value.session.account.userId
}

/** The token ends again and again, each time just after a renewal. */
async function endOften(ground: Ground): Promise<Seen> {
  const { sandbox } = ground
  const app = await ground.alice()
  for (let count = 0; count < 3; count += 1) {
    await seeStatus(app.page, 'Connected', 15_000)
    sandbox.faults.act({ action: 'expire', user_id: 'alice' })
    await until('it is noticed', () => (openSockets(ground) === 0 ? true : null))
  }
  const text = 'Written while tokens ended one after the other'
  const since = ground.heal()
  const saw = await seeStatus(app.page, 'Connected', 15_000)
  const recoveredMs = since()
  await say(app.page, text)
  await mustArriveOnce(sandbox, text)
  mustCall(sandbox, 3)
  await mustKeep(app)
  return { saw, recoveredMs }
}

async function endForWrongKey(ground: Ground): Promise<Seen> {
  const { sandbox } = ground
  const app = await ground.alice()
  sandbox.faults.change({ refuseWith: 43 })
  sandbox.faults.act({ action: 'expire', user_id: 'alice' })
  const saw = await seeReason(
    app.page,
    'Sign in again',
    /signature does not fit|accept the token/,
    15_000,
  )
  mustCall(sandbox, 1)
  await mustKeep(app)
  const since = ground.heal()
  await signInAgain(app.page)
  await seeStatus(app.page, 'Connected')
  return { saw, recoveredMs: since() }
}

const http = 'real HTTP: the answers of the sandbox'
const sockets = 'real sockets, terminated by the sandbox'

const rows: Row[] = [
  {
    fault: 'the chat server does what it is asked and every answer is lost',
    how: `${http}; the connection is cut before each`,
    run: (ground) => sendInto(ground, 'loseAnswers', 1_500),
  },
  {
    fault: 'the chat server never answers a message',
    how: http,
    // The call that hangs is given up after 30 s and made again.
    run: (ground) => sendInto(ground, 'never', 1_500, 40_000),
  },
  {
    fault: 'the chat server answers a message with 503',
    how: http,
    run: (ground) => sendInto(ground, 'unavailable', 800),
  },
  {
    fault: 'a captive portal answers a message',
    how: http,
    run: (ground) => sendInto(ground, 'html', 800),
  },
  { fault: 'a captive portal answers the first call after a sign-in', how: http, run: listInto },
  { fault: 'the socket is cut', how: sockets, run: (ground) => cut(ground, 1) },
  { fault: 'the socket is cut five times in a row', how: sockets, run: (ground) => cut(ground, 5) },
  {
    fault: 'the socket goes silent in mid-connection',
    how: 'real socket: stays open, nothing is sent any more',
    run: silence,
  },
  {
    fault: 'at a sign-in the socket opens and stays silent',
    how: 'real socket: opens, nothing is ever sent',
    run: (ground) => noWelcome(ground, 'silent', /did not answer in time/),
  },
  {
    fault: 'at a sign-in the upgrade is answered 503',
    how: 'real HTTP upgrade, refused',
    run: (ground) => noWelcome(ground, 'unavailable', /has a problem/),
  },
  {
    fault: 'the socket is cut and each upgrade is answered 503',
    how: 'real HTTP upgrade, refused',
    run: unavailable,
  },
  {
    fault: 'the token expires in mid-connection',
    how: 'the sandbox ends it and says connection.error 40',
    run: (ground) => renew(ground, 'expire'),
  },
  {
    fault: 'the token is revoked in mid-connection',
    how: 'the sandbox revokes it and says connection.error 40',
    run: (ground) => renew(ground, 'revoke'),
  },
  {
    fault: 'three tokens end one right after the other',
    how: 'the sandbox ends each new token at once',
    run: endOften,
  },
  {
    fault: 'the signing key is changed at the server',
    how: 'token ended, then everything refused with code 43',
    run: endForWrongKey,
  },
  { fault: 'a pasted token expires', how: 'the sandbox ends it', run: endPasted },
  {
    fault: 'the token of a guest expires',
    how: 'the sandbox ends it',
    run: endGuest,
  },
]

export const chatServer: Group = { name: 'Chat server, its answers and sockets', rows }
