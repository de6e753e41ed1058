import { useEffect, useRef } from 'preact/hooks'
import type { WorkspaceSignIn, View } from '../../../preload/contract.ts'
import { errorAt } from '../../state/form.ts'
import { TextField } from '../../components/textField.tsx'
import { FormArea } from '../../components/form.tsx'
import { ErrorMessage } from '../../components/errorMessage.tsx'
import { developerTexts } from '../../text/developerTexts.ts'
import { exactTime } from '../../text/times.ts'
import { unreachable } from '../../unreachable.ts'
import { texts } from '../../text/texts.ts'
import { developer } from '../appDeveloper.ts'
import type { ServiceCheck } from './serviceChecks.ts'
import { countText, Findings } from './findings.tsx'
import '../tool.css'
import './serviceCheck.css'

const authKinds: WorkspaceSignIn[] = ['password', 'none', 'oidc']

/** Checks a token service against the contract in docs/token-service.md and lists the findings. */
export function ServiceCheckTool({ view }: { view: View }) {
  const { serviceCheck: text } = developerTexts()
  const service = developer.serviceChecks.of(view.workspace.id)
  useEffect(() => void service.readOwn(), [service])
  const { form, asks, signOut, run, stop } = service
  const isRunning = service.check.value.state === 'running'
  const buttons = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isRunning) buttons.current?.scrollIntoView()
  }, [isRunning])
  return (
    <div class="tool">
      <section>
        <h3>{text.title}</h3>
        <p class="muted">{text.about}</p>
        <FormArea form={form} onSubmit={run}>
          <TextField form={form} name="tokenServiceUrl" label={text.url} placeholder="https://" />
          <fieldset>
            <legend>{text.requires}</legend>
            {authKinds.map((kind) => (
              <label class="checkbox" key={kind}>
                <input
                  type="radio"
                  name="check-asks"
                  checked={asks.value === kind}
                  onChange={() => service.chooseAsks(kind)}
                />
                {kind === 'oidc' ? text.requiresAccessToken : texts().signIn.serviceAuth[kind]}
              </label>
            ))}
          </fieldset>
          {asks.value !== 'oidc' && (
            <label class="checkbox">
              <input
                type="checkbox"
                checked={signOut.value === 'delete'}
                onChange={({ currentTarget }) =>
                  (signOut.value = currentTarget.checked ? 'delete' : 'none')
                }
              />
              {text.endsSignIns}
            </label>
          )}
          <TextField form={form} name="userId" label={text.userId} />
          <SecretField service={service} />
          <ErrorMessage text={errorAt(form, null)} />
          <div class="buttons" ref={buttons}>
            <button type="submit" class="primary" aria-busy={isRunning} aria-disabled={isRunning}>
              {text.check}
            </button>
            <button type="button" class="secondary" aria-disabled={!isRunning} onClick={stop}>
              {text.stop}
            </button>
          </div>
        </FormArea>
      </section>
      <section class="results" data-running={isRunning}>
        <p class="summary" aria-live="polite">
          <Summary service={service} />
        </p>
        <Findings findings={service.findings.value} />
      </section>
    </div>
  )
}

/** The password or access token that the service requires. */
function SecretField({ service: { form, asks } }: { service: ServiceCheck }) {
  const { serviceCheck: text } = developerTexts()
  switch (asks.value) {
    case 'password':
      return <TextField form={form} name="password" label={text.password} isSecret />
    case 'oidc':
      return <TextField form={form} name="token" label={text.accessToken} isSecret />
    case 'none':
      return null
    default:
      return unreachable(asks.value)
  }
}

function Summary({ service }: { service: ServiceCheck }) {
  const { serviceCheck: text } = developerTexts()
  const found = service.findings.value
  const check = service.check.value
  switch (check.state) {
    case 'none':
      return null
    case 'running':
      return text.checking(found.length)
    case 'stopped':
      return `${text.stopped} ${countText(found)}.`
    case 'done': {
      const { url, startedAt } = check.report
      return (
        <>
          {`${countText(found)}.`}
          <span class="muted">{`${url}, ${exactTime(startedAt, Date.now())}`}</span>
        </>
      )
    }
    default:
      return unreachable(check)
  }
}
