import { signal, type ReadonlySignal } from '@preact/signals'
import type { LinkRequest, View } from '../../preload/contract.ts'
import type { Api } from '../api.ts'
import { channelErrorText } from '../text/errors.ts'
import { texts } from '../text/texts.ts'
import type { Channels } from './channels.ts'
import type { Notices } from './notices.ts'
import type { Typing } from './typing.ts'

/** A link that waits for the person's answer. */
export type LinkQuestion = Exclude<LinkRequest, { state: 'accepted' }>

/** Deep links. Each view from main contains the current one. */
export interface OpenLink {
  /** The question on the screen. It appears only when the person is not typing. */
  readonly question: ReadonlySignal<LinkQuestion | null>
  applyView(view: View): void
}

export interface OpenLinkOptions {
  api: Pick<Api, 'dismissLink'>
  channels: Channels
  notices: Notices
  typing: Typing
  closeSettings(): void
}

export function createOpenLink(options: OpenLinkOptions): OpenLink {
  const { api, channels, notices, typing, closeSettings } = options
  const question = signal<LinkQuestion | null>(null)
  let asked: LinkQuestion | null = null
  /** The link being opened; views repeat it until main confirms. */
  let opening: string | null = null

  async function show(cid: string): Promise<void> {
    closeSettings()
    const code = await channels.openFromLink(cid)
    if (code === 'notFound') notices.notice.value = texts().errors.linkedChannelMissing
    else if (code !== null) notices.notice.value = channelErrorText('read', code)
    await api.dismissLink()
  }

  return {
    question,
    applyView({ linkRequest, session }) {
      asked = linkRequest !== null && linkRequest.state !== 'accepted' ? linkRequest : null
      if (asked === null || question.peek()) question.value = asked
      else typing.whenFinished(() => (question.value = asked))
      if (linkRequest?.state !== 'accepted') {
        opening = null
        return
      }
      const isLive = session.state === 'connected' || session.state === 'refreshing'
      if (!isLive || opening === linkRequest.cid) return
      opening = linkRequest.cid
      typing.whenFinished(() => void show(linkRequest.cid))
    },
  }
}
