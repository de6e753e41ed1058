import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { Account, View } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import { Avatar } from '../../components/avatar.tsx'
import { Icon } from '../../components/icon.tsx'
import { Menu } from '../../components/menu.tsx'
import { texts } from '../../text/texts.ts'
import { unreachable } from '../../unreachable.ts'
import { accountItems } from './accountItems.tsx'
import { endsWithSwitch } from '../../text/accounts.ts'
import { storageText, upperFirst, type LiveSession } from '../../text/labels.ts'

interface AccountProps {
  view: View
  session: LiveSession
}

/** The signed-in account, with a menu to switch or sign out. */
export function AccountMenu({ view, session }: AccountProps) {
  const [isOpen, setOpen] = useState(false)
  const area = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  const { account } = session
  useEffect(() => {
    if (!isOpen) return undefined
    const closeOnOutsideClick = (event: Event) => {
      if (!area.current?.contains(event.target as Node)) setOpen(false)
    }
    document.addEventListener('pointerdown', closeOnOutsideClick)
    return () => document.removeEventListener('pointerdown', closeOnOutsideClick)
  }, [isOpen])
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <div class="account-bar" ref={area}>
      <Avatar name={account?.name ?? ''} picture={account?.picture} isSelf />
      <div class="stack" id={`${id}-self`}>
        <span class="truncate" title={nameOf(account)} dir="auto">
          {nameOf(account)}
        </span>
        {account && <AccountKind account={account} />}
      </div>
      <button
        type="button"
        class="plain small cover"
        ref={button}
        aria-label={texts().chat.account}
        aria-describedby={`${id}-self`}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          setOpen(true)
        }}
      >
        <Icon name="down" />
      </button>
      {isOpen && (
        <div class="popover">
          <AccountDetails view={view} session={session} />
          <Menu
            label={texts().chat.account}
            onClose={close}
            groups={[
              accountItems(view),
              [
                { label: texts().accounts.addAccount, choose: () => void state.accounts.add() },
                { label: texts().chat.settings, choose: () => void state.settings.open() },
                { label: texts().chat.signOut, choose: () => void state.accounts.signOut() },
              ],
            ]}
          />
        </div>
      )}
    </div>
  )
}

/** Account details that do not fit in the header. */
function AccountDetails({ view, session }: AccountProps) {
  const { account } = session
  const isKept = view.remembered.some(({ key }) => key === account?.key)
  const lines = [
    account?.kind === 'user' && account.userId,
    `${view.workspace.name}, ${view.workspace.host}`,
    'token' in session && upperFirst(storageText(session.token.storedIn, view.keychain)),
    account && !isKept && endsWithSwitch(account),
    account?.kind === 'guest' && texts().chat.guestDeleted,
  ]
  return (
    <div class="popover-head stack">
      <span dir="auto">{nameOf(account)}</span>
      {lines.map(
        (line) =>
          line && (
            <span class="muted" key={line} dir="auto">
              {line}
            </span>
          ),
      )}
    </div>
  )
}

function AccountKind({ account }: { account: Account }) {
  switch (account.kind) {
    case 'user':
      return (
        <span class="muted truncate" title={account.userId} dir="auto">
          {account.userId}
        </span>
      )
    case 'guest':
      return <span class="badge">{texts().chat.guest}</span>
    case 'anonymous':
      return <span class="badge">{texts().chat.anonymous}</span>
    default:
      return unreachable(account.kind)
  }
}

function nameOf(account: Account | null): string {
  if (!account) return ''
  return account.kind === 'anonymous' ? texts().chat.notSignedIn : account.name
}
