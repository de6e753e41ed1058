import { useEffect, useRef } from 'preact/hooks'
import type {
  Account,
  Keychain,
  PastedInspection,
  SessionInspection,
  View,
} from '../../../preload/contract.ts'
import { TextField } from '../../components/textField.tsx'
import { FormArea } from '../../components/form.tsx'
import { Icon } from '../../components/icon.tsx'
import { useNow } from '../../components/useNow.ts'
import { Submit } from '../../components/submitButton.tsx'
import { problem } from '../../text/errors.ts'
import { unreachable } from '../../unreachable.ts'
import { Fact, Inspection } from './inspection.tsx'
import { objection, renewal, resting } from './tokenText.ts'
import { developer } from '../developerState.ts'
import '../tool.css'
import './inspector.css'

/** The session's token in words, and any other that is pasted to be read. Neither is ever shown as it is. */
export function Inspector({ view }: { view: View }) {
  const now = useNow(1000)
  const { session, keychain } = view
  const account = 'account' in session ? session.account : null
  const { paste, pasted, readOwn, readPasted, forgetOwn } = developer.tokenInspector
  useEffect(() => void readOwn(), [view])
  useEffect(() => forgetOwn, [])
  const reading = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (pasted.value) reading.current?.scrollIntoView()
  }, [pasted.value])
  return (
    <div class="tool">
      <section>
        <h3>The session’s token</h3>
        <Own account={account} keychain={keychain} now={now} />
      </section>
      <section>
        <h3>Read another token</h3>
        <p class="quiet">It is read on this computer, and goes nowhere.</p>
        <FormArea form={paste} onSubmit={readPasted}>
          <TextField form={paste} name="token" label="Token" isSecret />
          <div class="buttons" ref={reading}>
            <Submit form={paste} label="Read token" busyLabel="Reading…" />
          </div>
        </FormArea>
        <div class="owners" aria-live="polite">
          {pasted.value && <Verdict inspection={pasted.value} account={account} />}
        </div>
        {pasted.value && <Inspection inspection={pasted.value} now={now} />}
      </section>
    </div>
  )
}

interface OwnProps {
  account: Account | null
  keychain: Keychain
  now: number
}

function Own({ account, keychain, now }: OwnProps) {
  const known = developer.tokenInspector.own.value
  switch (known.state) {
    case 'unread':
      return null
    case 'failed':
      return <p class="quiet">{problem[known.code]}</p>
    case 'none':
      return <p class="quiet">{without(account)}</p>
    case 'read':
      return (
        <OfSession inspection={known.inspection} account={account} keychain={keychain} now={now} />
      )
    default:
      return unreachable(known)
  }
}

function without(account: Account | null): string {
  if (account?.kind === 'anonymous') return 'An anonymous visitor has no token.'
  if (account) return 'There is none at the moment.'
  return 'Nobody is signed in, so there is no token.'
}

interface OfSessionProps extends OwnProps {
  inspection: SessionInspection
}

function OfSession({ inspection, account, keychain, now }: OfSessionProps) {
  const { userId, isForAccount, renewsAt, renewedBy, storedIn, skewMs } = inspection
  const localRenewsAt = renewsAt === null ? null : renewsAt - (skewMs ?? 0)
  return (
    <>
      <Owner isRight={isForAccount}>
        {isForAccount
          ? `For ${userId}, who is signed in.`
          : `For ${userId}, but ${account?.userId} is signed in.`}
      </Owner>
      <Inspection inspection={inspection} renewsAt={renewsAt} now={now}>
        <Fact label="Renewed">{renewal(renewedBy, localRenewsAt, now)}</Fact>
        <Fact label="Rests in">{resting(storedIn, keychain)}</Fact>
      </Inspection>
    </>
  )
}

interface VerdictProps {
  inspection: PastedInspection
  account: Account | null
}

/** Whether a pasted token could be used, and by whom. */
function Verdict({ inspection, account }: VerdictProps) {
  const { userId, problem } = inspection
  const other = account && account.kind !== 'anonymous' && account.userId !== userId
  return (
    <>
      {problem !== null && <Owner isRight={false}>{objection(problem)}</Owner>}
      {userId !== null && (
        <Owner isRight={!other}>
          {other
            ? `This token belongs to ${userId}; you are signed in as ${account.userId}.`
            : `This token belongs to ${userId}.`}
        </Owner>
      )}
    </>
  )
}

/** Whom a token is for, or what is wrong with it: by a sign and in words. */
function Owner({ isRight, children }: { isRight: boolean; children: string }) {
  return (
    <p class="owner" data-right={isRight}>
      <Icon name={isRight ? 'check' : 'warning'} />
      <span dir="auto">{children}</span>
    </p>
  )
}
