import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { ProxyChallenge } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import { TextField } from '../../components/textField.tsx'
import { FormArea } from '../../components/form.tsx'
import { Mishap } from '../../components/fieldError.tsx'
import { useModal } from '../../components/useModal.ts'
import { problemAt } from '../../text/errors.ts'

/** Asks for the user name and password that a proxy wants, over whatever is shown. */
export function ProxyDialog({ proxy }: { proxy: ProxyChallenge }) {
  const { proxyLogin } = state
  // Read before the dialog opens, which puts the focus into its first field.
  const [last] = useState(() => proxyLogin.lastField(proxy.host))
  const element = useModal()
  const form = proxyLogin.formFor(proxy.host)
  const area = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const fields = [...(area.current?.querySelectorAll('input') ?? [])]
    // A question that comes again begins where it was left; else at what is missing: the user name of a first try stays.
    const place = last ? fields[order.indexOf(last)] : fields.find((field) => field.value === '')
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
      <div class="sheet" ref={area}>
        <h2 id="proxy-title" class="proxy-title">
          The proxy <bdi>{proxy.host}</bdi> asks for a user name and password
        </h2>
        {proxy.realm !== '' && (
          <p class="quiet proxy-realm">
            It calls itself <bdi>{proxy.realm}</bdi>.
          </p>
        )}
        <FormArea form={form} onSubmit={proxyLogin.answer}>
          <Mishap words={proxy.isRetry ? problemAt('badInput', 'proxyPassword') : null} />
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
          <p class="quiet">Kept in memory only, until you quit.</p>
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

const order = ['proxyUsername', 'proxyPassword']
