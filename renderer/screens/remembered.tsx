import type { Account } from '../../preload/contract.ts'
import { continueAs, forget, type Entry } from '../entry.ts'
import { isAnyBusy, mishapAt } from '../form.ts'
import { Avatar } from '../parts/avatar.tsx'
import { Icon } from '../parts/icon.tsx'
import { Mishap } from '../parts/mishap.tsx'

/** The accounts that can continue without typing anything. */
export function Remembered({ entry, accounts }: { entry: Entry; accounts: Account[] }) {
  if (accounts.length === 0) return null
  return (
    <ul class="remembered" aria-label="Remembered accounts">
      {accounts.map((account) => (
        <Row key={account.key} entry={entry} account={account} />
      ))}
    </ul>
  )
}

function Row({ entry, account }: { entry: Entry; account: Account }) {
  const isChosen = entry.chosen.value === account.key
  const isBusy = isChosen && entry.remembered.progress.value.state === 'busy'
  const id = `account-${account.key}`
  return (
    <li>
      <div class="row card">
        <button
          type="button"
          class="account over"
          title={account.name}
          aria-describedby={id}
          aria-busy={isBusy}
          aria-disabled={isAnyBusy.value}
          onClick={() => void continueAs(entry, account)}
        >
          <Avatar name={account.name} />
          <span class="lines">
            <span class="quiet">Continue as </span>
            <span class="clip" dir="auto">
              {account.name}
            </span>
          </span>
        </button>
        <span class="quiet clip which" id={id} title={account.userId} dir="auto">
          {account.kind === 'guest' ? 'Guest' : account.userId}
        </span>
        <button
          type="button"
          class="plain small forget"
          aria-label={`Forget ${account.name}`}
          title={`Forget ${account.name}`}
          aria-disabled={isAnyBusy.value}
          onClick={() => void forget(entry, account)}
        >
          <Icon name="close" />
        </button>
      </div>
      {isChosen && <Mishap words={mishapAt(entry.remembered, null)} />}
    </li>
  )
}
