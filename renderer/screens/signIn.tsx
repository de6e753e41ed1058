import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Workspace } from '../../preload/contract.ts'
import type { Entry } from '../entry.ts'
import { Hints } from './hints.tsx'
import { PasswordForm } from './password.tsx'
import { TokenForm } from './token.tsx'

/** Signing in as a user: with the workspace's token service if it has one, or with a token. */
export function SignIn({ entry, workspace }: { entry: Entry; workspace: Workspace }) {
  const area = useRef<HTMLDivElement>(null)
  const way = workspace.signIn === null ? 'token' : entry.way.value
  const shown = useRef(way)
  useLayoutEffect(() => {
    if (shown.current !== way) area.current?.querySelector('input')?.focus()
    shown.current = way
  }, [way])
  return (
    <div class="ways" ref={area}>
      {way === 'password' && workspace.signIn !== null ? (
        <PasswordForm entry={entry} asks={workspace.signIn} />
      ) : (
        <TokenForm entry={entry} />
      )}
      {workspace.signIn !== null && (
        <button
          type="button"
          class="plain"
          onClick={() => (entry.way.value = way === 'password' ? 'token' : 'password')}
        >
          {way === 'password' ? 'Use a token instead' : 'Use a password instead'}
        </button>
      )}
      {way === 'password' && entry.account === null && (
        <Hints entry={entry} hints={workspace.hints} />
      )}
    </div>
  )
}
