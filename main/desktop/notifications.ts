import type { Notification, NotificationConstructorOptions } from 'electron'
import type { Account, Message, View, Workspace } from '../../preload/contract.ts'
import type { Clock } from '../auth/ports.ts'
import { redact } from '../logging/redact.ts'
import type { WhenAnswering } from './notificationDaemon.ts'
import type { Texts } from '../text/en.ts'

/** Shows notifications while the window is hidden or unfocused. The system decides whether they may disturb. */
export interface Notifications {
  /** A message arrived. */
  message(message: Message): void
  /** The session or the preferences changed. */
  update(view: View): void
  /** The window has the focus: withdraws all notifications. */
  seen(): void
}

export interface NotificationsOptions {
  Notification: {
    new (options: NotificationConstructorOptions): Notification
    isSupported(): boolean
  }
  platform: NodeJS.Platform
  clock: Clock
  texts(): Texts
  /** Keeps Electron from waiting for a daemon that hangs; by default all is done at once. */
  whenAnswering?: WhenAnswering
  /** Whether the window is hidden or unfocused. */
  isAway(): boolean
  /** Shows the window with this channel open; null: as it is. */
  open(cid: string | null): void
}

/** Messages that arrive within this time after a notification are counted into the next one. */
const pauseMs = 10_000
const longestBody = 120
const longestTitle = 80
const mostNames = 3

export function createNotifications(options: NotificationsOptions): Notifications {
  const { Notification, platform, clock, texts, isAway, open } = options
  const { whenAnswering = (act) => act() } = options
  let view: View | null = null
  /** The messages of the next notification; null when none was shown just now. */
  let gathered: Message[] | null = null
  let stopWaiting: () => void = () => undefined
  // Kept, because a notification that is garbage-collected no longer reports its click.
  let ofMessages: Notification | null = null
  let ofSignIn: Notification | null = null
  /** Told apart by the object: what was withdrawn while the daemon was asked is not shown. */
  let messageRound = {}
  let signInRound = {}

  function close(notification: Notification | null): void {
    if (notification) whenAnswering(() => notification.close())
  }

  function show(title: string, body: string, cid: string | null): Notification {
    const text = clip(redact(body), longestBody)
    const notification = new Notification({
      title: clip(redact(title), longestTitle),
      body: platform === 'linux' ? escapeMarkup(text) : text,
    })
    notification.on('click', () => open(cid))
    notification.show()
    return notification
  }

  function tellMessages(messages: Message[]): void {
    const last = messages.at(-1)
    if (!last) return
    close(ofMessages)
    ofMessages = null
    const round = (messageRound = {})
    const { notifications: text } = texts()
    whenAnswering(() => {
      if (round !== messageRound || !Notification.isSupported()) return
      ofMessages =
        messages.length === 1
          ? show(text.messageFrom(plainName(last.userName, text)), last.text, last.cid)
          : show(text.newMessages(messages.length), namesOf(messages, text), last.cid)
    })
    gathered = []
    stopWaiting = clock.after(pauseMs, () => {
      const next = gathered ?? []
      gathered = null
      tellMessages(next)
    })
  }

  function forgetMessages(): void {
    stopWaiting()
    gathered = null
    messageRound = {}
    close(ofMessages)
    ofMessages = null
  }

  function forgetSignIn(): void {
    signInRound = {}
    close(ofSignIn)
    ofSignIn = null
  }

  return {
    message(message) {
      if (!view?.preferences.notifyMessages || !isAway()) return
      if (message.userId === accountOf(view)?.userId) return
      if (message.isSilent || message.isDeleted) return
      if (gathered) gathered.push(message)
      else tellMessages([message])
    },
    update(next) {
      const before = view
      view = next
      if (accountOf(before)?.key !== accountOf(next)?.key || !next.preferences.notifyMessages) {
        forgetMessages()
      }
      const { session } = next
      if (session.state !== 'needsSignIn') {
        forgetSignIn()
        return
      }
      const isNew = before !== null && before.session.state !== 'needsSignIn'
      if (!isNew || !next.preferences.notifySignIn || !isAway()) return
      const text = signInText(texts(), session.account, next.workspace)
      const round = (signInRound = {})
      whenAnswering(() => {
        if (round !== signInRound || !Notification.isSupported()) return
        ofSignIn = show(texts().notifications.signInAgain, text, null)
      })
    },
    seen() {
      forgetMessages()
      forgetSignIn()
    },
  }
}

function signInText(
  { notifications: text }: Texts,
  { kind, name }: Account,
  workspace: Workspace,
): string {
  return kind === 'anonymous'
    ? text.visitorSignedOutOf(workspace.name)
    : text.signedOutOf(name, workspace.name)
}

function accountOf(view: View | null) {
  return view && 'account' in view.session ? view.session.account : null
}

/** Each sender once, the latest first. */
function namesOf(messages: Message[], text: Texts['notifications']): string {
  const all = messages.toReversed().map(({ userName }) => clip(plainName(userName, text), 30))
  const names = [...new Set(all)]
  const more = names.length - mostNames
  return more > 0 ? text.fromAndMore(names.slice(0, mostNames), more) : text.from(names)
}

/**
 * A name as plain text. Without direction marks it cannot move the words “Message from”, by which a message differs from
 * a notification of our own.
 */
function plainName(name: string, { someone }: Texts['notifications']): string {
  return name.replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '').trim() || someone
}

/** As one line, and without a piece of a character at the cut. */
function clip(text: string, longest: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= longest) return line
  let kept = ''
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  for (const { segment } of segmenter.segment(line)) {
    if (kept.length + segment.length >= longest) break
    kept += segment
  }
  return `${kept}…`
}

/**
 * Nearly all of them read the body as markup, in which a message could put a link or a picture.
 * https://specifications.freedesktop.org/notification-spec/latest/markup.html
 */
function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
