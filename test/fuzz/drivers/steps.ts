import { workspaceId } from '../../unit/auth/harness.ts'
import { addressesAt, turn, type Ground } from './ground.ts'
import { isShortLived, mostInAMinute } from './invariants.ts'
import type { ChatHealth } from './chatServer.ts'
import type { Rotation, ServiceHealth } from './tokenService.ts'

/** One thing that happens to a session. */
export type Step = (ground: Ground) => void | Promise<void>

/** Steps with how often each is taken. */
export type Steps = readonly (readonly [weight: number, step: Step])[]

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** Time goes by: a moment, or much. */
export const wait: Step = async (ground) => {
  const { service, dice } = ground
  const most = isShortLived(service.lifeSeconds) ? 2 * minute : 3 * hour
  const ms = dice.pick([0, 20, 300, second, 5 * second, 30 * second, 5 * minute, most])
  ground.journal.note(`${ms} ms go by`)
  await turn(ground, ms)
}

/** A moment goes by: answers and steps cross each other. */
export const waitBriefly: Step = async (ground) => {
  await turn(ground, ground.dice.pick([0, 10, 100, 400, 2 * second, 12 * second]))
}

export const signIn: Step = (ground) => {
  const { dice, harness, reasons, clock } = ground
  const userId = dice.pick(['alice', 'bob'])
  const keep = dice.chance(0.7)
  const password = dice.chance(0.9) ? `${userId}-sandbox` : 'wrong'
  reasons.push(clock.worldTime())
  ground.call(`sign in ${userId}, ${keep ? 'keep' : 'for now'}`, () =>
    harness.run.session.signIn({ method: 'service', userId, password }, keep),
  )
}

export const signInOtherwise: Step = (ground) => {
  const { dice, harness, reasons, clock } = ground
  const keep = dice.chance(0.7)
  reasons.push(clock.worldTime())
  const request = dice.pick([
    { method: 'guest', name: 'Guest' },
    { method: 'anonymous', userId: 'a-random-id' },
  ] as const)
  ground.call(request.method, () => harness.run.session.signIn(request, keep))
}

export const signOut: Step = (ground) => {
  ground.call('sign out', () => ground.harness.run.session.signOut())
}

export const switchAccount: Step = (ground) => {
  ground.journal.note('person: switch account')
  ground.harness.run.session.switchAccount()
}

export const continueAs: Step = (ground) => {
  const { harness, dice, reasons, clock } = ground
  const key = `${workspaceId}/${dice.pick(['alice', 'bob'])}`
  reasons.push(clock.worldTime())
  ground.call(`continue as ${key}`, () => harness.run.session.continueAs(key))
}

export const forget: Step = (ground) => {
  const { harness, dice } = ground
  const key = `${workspaceId}/${dice.pick(['alice', 'bob'])}`
  if (harness.run.session.signedIn()?.account.key === key) return
  ground.call(`forget ${key}`, () => harness.run.session.forget(key))
}

export const restart: Step = (ground) => restartApp(ground)

/** A service in trouble is tried so often in the first seconds, before the pauses grow. */
const quickTries = 6

function restartApp(ground: Ground): void {
  for (let tries = 0; tries < quickTries; tries += 1) ground.reasons.push(ground.clock.worldTime())
  ground.restart()
}

/** The workspace gets other servers, which an app finds when it starts again. */
export const moveWorkspace: Step = (ground) => {
  const { dice, harness, service, chat, journal } = ground
  const origin = dice.pick(['https://one.example', 'https://two.example'])
  journal.note(`the workspace is at ${origin}`)
  service.origin = origin
  chat.origin = origin
  harness.workspace.addresses = addressesAt(origin)
  restartApp(ground)
}

export const sendMessages: Step = ({ dice, sendMessage }) => {
  for (let left = dice.pick([1, 1, 2, 5]); left > 0; left -= 1) sendMessage(dice.chance(0.05))
}

export const changeChat: Step = ({ dice, chat, journal }) => {
  chat.health = dice.weighted<ChatHealth>([
    [4, 'good'],
    [2, 'slow'],
    [1, 'silent'],
    [1, 'unreachable'],
    [1, 'inTrouble'],
    [1, 'busy'],
    [3, 'flaky'],
  ])
  journal.note(`chat is ${chat.health}`)
}

export const changeService: Step = ({ dice, service, journal, reasons }) => {
  service.health = dice.weighted<ServiceHealth>([
    [4, 'good'],
    [3, 'slow'],
    [1, 'silent'],
    [1, 'unreachable'],
    [1, 'answersLost'],
    [1, 'inTrouble'],
    [1, 'busy'],
    [0.2, 'wrongUser'],
  ])
  service.rotation = dice.pick<Rotation>(['always', 'sometimes', 'never', 'none'])
  // The renewals of short tokens in the last minute had their reason then.
  if (isShortLived(service.lifeSeconds))
    reasons.push(...service.renewals.slice(-mostInAMinute.shortRenewals))
  service.lifeSeconds = dice.pick([null, 20, 120, 3_600, 86_400])
  journal.note(
    `service is ${service.health}, rotates ${service.rotation}, tokens of ${service.lifeSeconds} s`,
  )
}

export const revoke: Step = ({ chat, reasons, clock, journal }) => {
  journal.note('the chat server revokes all tokens')
  reasons.push(clock.worldTime())
  chat.revoke()
}

export const endSessions: Step = ({ service, journal }) => {
  journal.note('the service forgets its credentials')
  service.endSessions()
}

export const cut: Step = ({ chat, journal }) => {
  journal.note('the sockets break')
  chat.cut()
}

export const changeVault: Step = ({ storage, journal }) => {
  journal.note(`the keychain is ${storage.change()}`)
}

export const changeDisk: Step = ({ dice, harness, journal }) => {
  const isFull = dice.chance(0.3)
  journal.note(isFull ? 'the disk is full' : 'the disk has space')
  harness.disk.fill(isFull)
}

/** The person presses Retry, or the network says that it is back. */
export const retryNow: Step = ({ harness, reasons, clock, journal }) => {
  journal.note('retry now')
  reasons.push(clock.worldTime())
  harness.run.session.retryNow()
}

export const sleep: Step = ({ dice, clock, harness, reasons, journal }) => {
  const ms = dice.pick([5 * second, 10 * minute, 10 * hour])
  journal.note(`the computer sleeps for ${ms / second} s`)
  harness.run.session.suspended()
  clock.sleep(ms)
  reasons.push(clock.worldTime())
  harness.run.session.resumed()
}

export const setClock: Step = ({ dice, clock, journal }) => {
  const ms = dice.pick([-2 * hour, -10 * minute, -second, second, 10 * minute, 2 * hour])
  journal.note(`this computer's clock is set by ${ms / second} s`)
  clock.setWall(ms)
}

/** The servers' clocks, up to ten minutes off, each its own way. */
export const setServerClocks: Step = ({ dice, chat, service, journal }) => {
  chat.skewMs = dice.integer(-10 * minute, 10 * minute)
  service.skewMs = dice.integer(-10 * minute, 10 * minute)
  journal.note(`clocks: chat ${chat.skewMs} ms, service ${service.skewMs} ms off`)
}
