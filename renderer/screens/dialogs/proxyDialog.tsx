import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { ProxyChallenge } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import { TextField } from '../../components/textField.tsx'
import { FormArea } from '../../components/form.tsx'
import { ErrorMessage } from '../../components/errorMessage.tsx'
import { useModal } from '../../components/useModal.ts'
import { describeFieldError } from '../../text/errors.ts'

/** The dialog for a proxy's user name and password. */
export function ProxyDialog({ proxy }: { proxy: ProxyChallenge }) {
  const { proxyLogin } = state
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
          The proxy <bdi>{proxy.host}</bdi> requires a user name and password
        </h2>
        {proxy.realm !== '' && (
          <p class="muted proxy-realm">
            Its realm is <bdi>{proxy.realm}</bdi>.
          </p>
        )}
        <FormArea form={form} onSubmit={proxyLogin.answer}>
          <ErrorMessage
            text={proxy.isRetry ? describeFieldError('badInput', 'proxyPassword') : null}
          />
          <TextField
            form={form}
            name="proxyUsername"
            label="User name"
            onFocus={() => proxyLogin.focused(proxy.host, 'proxyUsername')}
          />
          <TextField
            form={form}
            name="proxyPassword"
            label="Password"
            isSecret
            onFocus={() => proxyLogin.focused(proxy.host, 'proxyPassword')}
          />
          <p class="muted">Kept in memory until you quit.</p>
          <div class="buttons">
            <button type="submit" class="primary">
              Continue
            </button>
            <button type="button" class="secondary" onClick={() => void proxyLogin.cancel()}>
              Cancel
            </button>
          </div>
        </FormArea>
      </div>
    </dialog>
  )
}

const fieldOrder = ['proxyUsername', 'proxyPassword']
