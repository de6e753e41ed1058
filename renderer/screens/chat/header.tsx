import type { Channel, View } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import { Icon } from '../../components/icon.tsx'
import type { LiveSession } from '../../text/labels.ts'
import { AccountMenu } from './accountMenu.tsx'
import { AsOf } from './asOf.tsx'
import { ConnectionStatus } from './connectionStatus.tsx'
import { formatNumber } from '../../text/numbers.ts'
import { texts } from '../../text/texts.ts'

interface HeaderProps {
  view: View
  session: LiveSession
  channel: Channel | undefined
}

/** The header: account, open channel and connection status. */
export function Header({ view, session, channel }: HeaderProps) {
  return (
    <header>
      <h1 class="visually-hidden">{texts().chat.title(view.workspace.name)}</h1>
      <AccountMenu view={view} session={session} />
      <div class="bar">
        <div class="title">{channel && <Title channel={channel} />}</div>
        <ConnectionStatus session={session} keychain={view.keychain} />
      </div>
    </header>
  )
}

function Title({ channel }: { channel: Channel }) {
  return (
    <>
      <button
        type="button"
        class="plain small back"
        aria-label={texts().chat.allChannels}
        onClick={state.channels.close}
      >
        <Icon name="back" />
      </button>
      <div class="stack">
        <h2 class="truncate" title={channel.name} dir="auto">
          {channel.name}
        </h2>
        <Subtitle channel={channel} />
      </div>
    </>
  )
}

/** The number of watchers, or the age of messages that are not up to date. */
function Subtitle({ channel }: { channel: Channel }) {
  if (state.savedChat.asOf.value !== null) return <AsOf />
  const watchers = state.channels.histories.value.get(channel.cid)?.watcherCount ?? 0
  return (
    <span class="muted truncate">
      {watchers > 0 ? texts().chat.watching(formatNumber(watchers)) : ' '}
    </span>
  )
}
