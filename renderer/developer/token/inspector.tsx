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
import { SubmitButton } from '../../components/submitButton.tsx'
import { developerTexts } from '../../text/developerTexts.ts'
import { errorText } from '../../text/errors.ts'
import { unreachable } from '../../unreachable.ts'
import { Fact, Inspection } from './inspection.tsx'
import { pastedTokenProblem, renewalText, tokenStorageText } from './tokenText.ts'
import { developer } from '../appDeveloper.ts'
import '../tool.css'
import './inspector.css'

/** The session's token and a pasted token in readable form. The token itself is never shown. */
export function Inspector({ view }: { view: View }) {
  const { token: text } = developerTexts()
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
        <h3>{text.ofSession}</h3>
        <SessionToken account={account} keychain={keychain} now={now} />
      </section>
      <section>
        <h3>{text.another}</h3>
        <p class="muted">{text.staysHere}</p>
        <FormArea form={paste} onSubmit={readPasted}>
          <TextField form={paste} name="token" label={text.field} isSecret />
          <div class="buttons" ref={reading}>
            <SubmitButton form={paste} label={text.read} busyLabel={text.reading} />
          </div>
        </FormArea>
        <div class="token-owners" aria-live="polite">
          {pasted.value && <Verdict inspection={pasted.value} account={account} />}
        </div>
        {pasted.value && <Inspection inspection={pasted.value} now={now} />}
      </section>
    </div>
  )
}

interface SessionTokenProps {
  account: Account | null
  keychain: Keychain
  now: number
}

function SessionToken({ account, keychain, now }: SessionTokenProps) {
  const known = developer.tokenInspector.own.value
  switch (known.state) {
    case 'unread':
      return null
    case 'failed':
      return <p class="muted">{errorText(known.code)}</p>
    case 'none':
      return <p class="muted">{noTokenText(account)}</p>
    case 'read':
      return (
        <SessionTokenDetails
          inspection={known.inspection}
          account={account}
          keychain={keychain}
          now={now}
        />
      )
    default:
      return unreachable(known)
  }
}

function noTokenText(account: Account | null): string {
  const { anonymousHasNone, noneNow, signedOut } = developerTexts().token
  if (account?.kind === 'anonymous') return anonymousHasNone
  return account ? noneNow : signedOut
}

interface SessionTokenDetailsProps extends SessionTokenProps {
  inspection: SessionInspection
}

function SessionTokenDetails({ inspection, account, keychain, now }: SessionTokenDetailsProps) {
  const { userId, isForAccount, renewsAt, renewedBy, storedIn, skewMs } = inspection
  const { token: text } = developerTexts()
  const localRenewsAt = renewsAt === null ? null : renewsAt - (skewMs ?? 0)
  return (
    <>
      <TokenOwner isValid={isForAccount}>
        {isForAccount ? text.forUser(userId) : text.forOtherUser(userId, account?.userId ?? '')}
      </TokenOwner>
      <Inspection inspection={inspection} renewsAt={renewsAt} now={now}>
        <Fact label={text.renewed}>{renewalText(renewedBy, localRenewsAt, now)}</Fact>
        <Fact label={text.storedIn}>{tokenStorageText(storedIn, keychain)}</Fact>
      </Inspection>
    </>
  )
}

interface VerdictProps {
  inspection: PastedInspection
  account: Account | null
}

/** The usability and the owner of a pasted token. */
function Verdict({ inspection, account }: VerdictProps) {
  const { userId, problem } = inspection
  const { belongsTo, belongsToOther } = developerTexts().token
  const other = account && account.kind !== 'anonymous' && account.userId !== userId
  return (
    <>
      {problem !== null && <TokenOwner isValid={false}>{pastedTokenProblem(problem)}</TokenOwner>}
      {userId !== null && (
        <TokenOwner isValid={!other}>
          {other ? belongsToOther(userId, account.userId) : belongsTo(userId)}
        </TokenOwner>
      )}
    </>
  )
}

/** The owner or the problem of a token, with an icon. */
function TokenOwner({ isValid, children }: { isValid: boolean; children: string }) {
  return (
    <p class="token-owner" data-valid={isValid}>
      <Icon name={isValid ? 'check' : 'warning'} />
      <span dir="auto">{children}</span>
    </p>
  )
}
