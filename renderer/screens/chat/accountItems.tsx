import type { RememberedAccount, View } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import { Avatar } from '../../components/avatar.tsx'
import { Icon } from '../../components/icon.tsx'
import type { MenuItem } from '../../components/menu.tsx'
import { accountLine, shortcutLabel } from '../../text/accounts.ts'
import { texts } from '../../text/texts.ts'

/** Accounts with a shortcut. */
const mostShortcuts = 9

/** The remembered accounts as items of the account menu. */
export function accountItems(view: View): MenuItem[] {
  return view.remembered.map((account, index) => {
    const isActive = account.status.state === 'active'
    const line = accountLine(account, view.workspaces)
    const number = index < mostShortcuts ? index + 1 : null
    return {
      label: `${account.name}, ${line}`,
      content: <AccountItem account={account} line={line} number={number} />,
      isChecked: isActive,
      ...(number === null ? {} : { shortcut: shortcutLabel(number).aria }),
      choose: () => void (isActive || state.accounts.switchTo(account.key)),
      ...(isActive
        ? {}
        : {
            action: {
              label: texts().accounts.forget(account.name),
              content: <Icon name="close" />,
              choose: () => void state.accounts.forget(account),
            },
          }),
    }
  })
}

interface AccountItemProps {
  account: RememberedAccount
  line: string
  number: number | null
}

function AccountItem({ account, line, number }: AccountItemProps) {
  const { name, status } = account
  return (
    <>
      <Avatar name={name} picture={account.picture} isSelf={status.state === 'active'} />
      <span class="stack">
        <span class="truncate" dir="auto">
          {name}
        </span>
        <span class="muted truncate" title={line} data-problem={status.state === 'needsSignIn'}>
          {line}
        </span>
      </span>
      {status.state === 'active' ? (
        <Icon name="check" />
      ) : (
        number !== null && <span class="muted shortcut">{shortcutLabel(number).text}</span>
      )}
    </>
  )
}
