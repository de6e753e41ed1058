import { useEffect, useRef } from 'preact/hooks'
import type { ProxyQuestion } from '../../preload/contract.ts'
import { TextField } from '../parts/field.tsx'
import { FormArea } from '../parts/form.tsx'
import { Mishap } from '../parts/mishap.tsx'
import { problemAt } from '../problems.ts'
import { answerProxy, cancelProxy, login } from '../proxy.ts'

/** Asks for what a proxy wants to know, over whatever is shown. */
export function ProxyDialog({ proxy }: { proxy: ProxyQuestion }) {
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    element.current?.showModal()
    // The first that is empty: the user name of a first try stays.
    const fields = [...(element.current?.querySelectorAll('input') ?? [])]
    fields.find((field) => field.value === '')?.focus()
  }, [])
  return (
    <dialog ref={element} aria-labelledby="proxy-title" onClose={() => void cancelProxy()}>
      <div class="sheet">
        <h2 id="proxy-title" class="proxy-title">
          The proxy <bdi>{proxy.host}</bdi> asks for a user name and password
        </h2>
        {proxy.realm !== '' && (
          <p class="quiet proxy-realm">
            It calls itself <bdi>{proxy.realm}</bdi>.
          </p>
        )}
        <FormArea form={login} onSubmit={answerProxy}>
          <Mishap words={proxy.isAgain ? problemAt('badInput', 'proxyPassword') : null} />
          <TextField form={login} name="proxyUsername" label="User name" />
          <TextField form={login} name="proxyPassword" label="Password" isSecret />
          <p class="quiet">Kept in memory only, until you quit.</p>
          <div class="buttons">
            <button type="submit" class="primary">
              Continue
            </button>
            <button type="button" class="secondary" onClick={() => element.current?.close()}>
              Cancel
            </button>
          </div>
        </FormArea>
      </div>
    </dialog>
  )
}
