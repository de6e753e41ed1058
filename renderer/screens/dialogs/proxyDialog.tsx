import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { ProxyChallenge } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import { TextField } from '../../components/textField.tsx'
import { FormArea } from '../../components/form.tsx'
import { ErrorMessage } from '../../components/errorMessage.tsx'
import { useModal } from '../../components/useModal.ts'
import { WithNames } from '../../components/withNames.tsx'
import { describeFieldError } from '../../text/errors.ts'
import { texts } from '../../text/texts.ts'

/** The dialog for a proxy's user name and password. */
export function ProxyDialog({ proxy }: { proxy: ProxyChallenge }) {
  const { proxyLogin } = state
  const { dialogs: text, common } = texts()
  // Read before the dialog opens, because opening focuses its first field.
  const [last] = useState(() => proxyLogin.lastField(proxy.host))
  const element = useModal()
  const form = proxyLogin.formFor(proxy.host)
  const area = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const fields = [...(area.current?.querySelectorAll('input') ?? [])]
    // A reopened dialog focuses its last field; else the first empty field, because the user name of a failed attempt
    // stays.
    const place = last
      ? fields[fieldOrder.indexOf(last)]
      : fields.find((field) => field.value === '')
    place?.focus()
  }, [])
  return (
    <dialog
      ref={element}
      aria-labelledby="proxy-title"
      onCancel={(event) => {
        event.preventDefault()
        void proxyLogin.cancel()
      }}
    >
      <div class="dialog-body" ref={area}>
        <h2 id="proxy-title" class="proxy-title">
          <WithNames sentence={text.proxyTitle} names={[proxy.host]} />
        </h2>
        {proxy.realm !== '' && (
          <p class="muted proxy-realm">
            <WithNames sentence={text.proxyRealm} names={[proxy.realm]} />
          </p>
        )}
        <FormArea form={form} onSubmit={proxyLogin.answer}>
          <ErrorMessage
            text={proxy.isRetry ? describeFieldError('badInput', 'proxyPassword') : null}
          />
          <TextField
            form={form}
            name="proxyUsername"
            label={text.userName}
            onFocus={() => proxyLogin.focused(proxy.host, 'proxyUsername')}
          />
          <TextField
            form={form}
            name="proxyPassword"
            label={text.password}
            isSecret
            onFocus={() => proxyLogin.focused(proxy.host, 'proxyPassword')}
          />
          <p class="muted">{text.inMemory}</p>
          <div class="buttons">
            <button type="submit" class="primary">
              {text.proceed}
            </button>
            <button type="button" class="secondary" onClick={() => void proxyLogin.cancel()}>
              {common.cancel}
            </button>
          </div>
        </FormArea>
      </div>
    </dialog>
  )
}

const fieldOrder = ['proxyUsername', 'proxyPassword']
