import type { Notification, NotificationConstructorOptions } from 'electron'
import type { Message, View } from '../../preload/contract.ts'
import type { Clock } from '../auth/ports.ts'
import { redact } from '../logging/redact.ts'

/** Tells the person of what happens while they look elsewhere. Whether it may disturb is the system's to know. */
export interface Notices {
  /** A message has come. */
  message(message: Message): void
  /** The session stands otherwise, or the person prefers something else. */
  update(view: View): void
  /** The person is at the window, where all of it can be seen. */
  seen(): void
}

export interface NoticesOptions {
  Notification: {
    new (options: NotificationConstructorOptions): Notification
    isSupported(): boolean
  }
  platform: NodeJS.Platform
  clock: Clock
  /** Whether nobody looks at the window. */
  isAway(): boolean
  /** Brings the window to the person, with this channel open; null: as it is. */
  open(cid: string | null): void
}

/** After one notification of messages, those that come meanwhile are told together. */
const pauseMs = 10_000
const longestBody = 120
const longestTitle = 80
const mostNames = 3
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

export function createNotices(options: NoticesOptions): Notices {
  const { Notification, platform, clock, isAway, open } = options
  let view: View | null = null
  /** Those that are told next; null while none was told just now. */
  let gathered: Message[] | null = null
  let stopWaiting: () => void = () => undefined
  // Held, for what is garbage-collected no longer hears the click.
  let ofMessages: Notification | null = null
  let ofSignIn: Notification | null = null

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
    ofMessages?.close()
    ofMessages =
      messages.length === 1
        ? show(last.userName, last.text, last.cid)
        : show(`${messages.length} new messages`, namesOf(messages), last.cid)
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
    ofMessages?.close()
    ofMessages = null
  }

  return {
    message(message) {
      if (!view?.preferences.notifyMessages || !isAway() || !Notification.isSupported()) return
      if (message.userId === accountOf(view)?.userId) return
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
        ofSignIn?.close()
        ofSignIn = null
        return
      }
      const isNew = before !== null && before.session.state !== 'needsSignIn'
      const isWanted = next.preferences.notifySignIn && Notification.isSupported()
      if (!isNew || !isWanted || !isAway()) return
      const { kind, name } = session.account
      const who = kind === 'anonymous' ? 'You are' : `${name} is`
      ofSignIn = show(
        'Sign in again',
        `${who} no longer signed in to ${next.workspace.name}.`,
        null,
      )
    },
    seen() {
      forgetMessages()
      ofSignIn?.close()
      ofSignIn = null
    },
  }
}

function accountOf(view: View | null) {
  return view && 'account' in view.session ? view.session.account : null
}

/** Each sender once, the latest first. */
function namesOf(messages: Message[]): string {
  const names = [...new Set(messages.toReversed().map(({ userName }) => clip(userName, 30)))]
  const more = names.length - mostNames
  return more > 0
    ? `From ${names.slice(0, mostNames).join(', ')} and ${more} more`
    : `From ${names.join(', ')}`
}

/** As one line, and without a piece of a character at the cut. */
function clip(text: string, longest: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= longest) return line
  let kept = ''
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
