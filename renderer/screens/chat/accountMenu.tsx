import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { Account, View } from '../../../preload/contract.ts'
import { api } from '../../api.ts'
import { state } from '../../state/appState.ts'
import { Avatar } from '../../components/avatar.tsx'
import { Icon } from '../../components/icon.tsx'
import { Menu } from '../../components/menu.tsx'
import { unreachable } from '../../unreachable.ts'
import { restingPlace, upperFirst, type LiveSession } from '../../text/labels.ts'

interface AccountProps {
  view: View
  session: LiveSession
}

/** Who is signed in; opens the menu to leave. */
export function AccountMenu({ view, session }: AccountProps) {
  const [isOpen, setOpen] = useState(false)
  const area = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  const { account } = session
  // Leaving an account that is not kept is signing out: there would be nothing to come back to.
  const isKept = view.remembered.some(({ key }) => key === account?.key)
  useEffect(() => {
    if (!isOpen) return undefined
    const look = (event: Event) => {
      if (!area.current?.contains(event.target as Node)) setOpen(false)
    }
    document.addEventListener('pointerdown', look)
    return () => document.removeEventListener('pointerdown', look)
  }, [isOpen])
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <div class="self" ref={area}>
      <Avatar name={account?.name ?? ''} isSelf />
      <div class="lines" id={`${id}-self`}>
        <span class="clip" title={nameOf(account)} dir="auto">
          {nameOf(account)}
        </span>
        {account && <Kind account={account} />}
      </div>
      <button
        type="button"
        class="plain small over"
        ref={button}
        aria-label="Account"
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
          <Card view={view} session={session} />
          <Menu
            label="Account"
            onClose={close}
            items={[
              { label: 'Settings', choose: () => void state.settings.open() },
              ...(isKept
                ? [
                    {
                      label: 'Switch account',
                      choose: () => void state.notices.orShowError(api.switchAccount()),
                    },
                  ]
                : []),
              { label: 'Sign out', choose: () => void state.notices.orShowError(api.signOut()) },
            ]}
          />
        </div>
      )}
    </div>
  )
}

/** More about the account than the header has room for. */
function Card({ view, session }: AccountProps) {
  const { account } = session
  const lines = [
    account?.kind === 'user' && account.userId,
    `${view.workspace.name}, ${view.workspace.host}`,
    'token' in session && upperFirst(restingPlace(session.token.storedIn, view.keychain)),
    account?.kind === 'guest' && 'Signing out ends this guest for good.',
  ]
  return (
    <div class="popover-head lines">
      <span dir="auto">{nameOf(account)}</span>
      {lines.map(
        (line) =>
          line && (
            <span class="quiet" key={line} dir="auto">
              {line}
            </span>
          ),
      )}
    </div>
  )
}

function Kind({ account }: { account: Account }) {
  switch (account.kind) {
    case 'user':
      return (
        <span class="quiet clip" title={account.userId} dir="auto">
          {account.userId}
        </span>
      )
    case 'guest':
      return <span class="badge">Guest</span>
    case 'anonymous':
      return <span class="badge">Anonymous</span>
    default:
      return unreachable(account.kind)
  }
}

function nameOf(account: Account | null): string {
  if (!account) return ''
  return account.kind === 'anonymous' ? 'Not signed in' : account.name
}
