import type { ComponentChildren } from 'preact'
import type { SandboxFaults } from '../../../preload/contract.ts'
import {
  chatOptions,
  moderationOptions,
  refusalOptions,
  socketOptions,
  tokenServiceOptions,
  defaults,
} from './options.ts'
import { developer } from '../developerState.ts'
import { CheckboxControl, SelectControl, NumberControl } from './faultControls.tsx'

const tenYearsSeconds = 315_360_000
const hourMs = 3_600_000
const anyTime = { unit: 's', min: -tenYearsSeconds, max: tenYearsSeconds } as const
const requests = { unit: 'per min', min: 0, max: 1_000_000_000 } as const
const delay = { unit: 'ms', min: 0, max: hourMs } as const

/** The faults, grouped by subject. */
export function FaultList({ faults }: { faults: SandboxFaults }) {
  return (
    <>
      <Group title="Token">
        <TokenLifetime current={faults.tokenLifeSeconds} />
        <NumberControl
          {...of(faults, 'tokenNotBeforeSeconds')}
          {...anyTime}
          label="Valid after"
          description="Time from issue until a token becomes valid (nbf). 0: at once."
        />
      </Group>
      <Group title="Token service">
        <SelectControl
          {...of(faults, 'tokenService')}
          label="The token service"
          options={tokenServiceOptions}
        />
        <NumberControl
          {...of(faults, 'tokenServiceDelayMs')}
          {...delay}
          label="Token service delay"
          description="Delay of each response. The app times out after 10 s."
        />
      </Group>
      <Group title="Chat server">
        <SelectControl {...of(faults, 'chat')} label="The chat server" options={chatOptions} />
        <NumberControl
          {...of(faults, 'chatDelayMs')}
          {...delay}
          label="Chat server delay"
          description="Delay of each response."
        />
        <SelectControl
          {...of(faults, 'refuseWith')}
          label="Rejects requests"
          options={refusalOptions}
        />
        <NumberControl
          {...of(faults, 'retryAfterSeconds')}
          {...anyTime}
          min={0}
          label="Retry-After"
          description="The pause that 429 and 503 responses request, also from the token service."
        />
      </Group>
      <Group title="Limits">
        <NumberControl
          {...of(faults, 'userRateLimit')}
          {...requests}
          label="Rate limit of a user"
          description="Requests per minute for each user and endpoint. More are rejected with code 9."
        />
        <NumberControl
          {...of(faults, 'appRateLimit')}
          {...requests}
          label="Rate limit of the app"
          description="Requests per minute for each endpoint, all users together."
        />
        <NumberControl
          {...of(faults, 'slowModeSeconds')}
          {...anyTime}
          min={0}
          label="Slow mode"
          description="The minimum time between two messages of a user in a channel. An earlier message is rejected with code 60."
        />
        <SelectControl
          {...of(faults, 'moderation')}
          label="Moderation"
          options={moderationOptions}
        />
      </Group>
      <Group title="Sockets and network">
        <SelectControl {...of(faults, 'sockets')} label="Sockets" options={socketOptions} />
        <CheckboxControl
          label="Network off"
          current={faults.network === 'off'}
          defaults={defaults.network === 'off'}
          onChange={(isOff) => void developer.sandbox.change({ network: isOff ? 'off' : 'on' })}
          description="Cuts every connection to the chat server and the token service, including new ones."
        />
      </Group>
      <Group title="Clocks">
        <NumberControl
          {...of(faults, 'clockSkewSeconds')}
          {...anyTime}
          label="Chat server’s clock"
          description="Seconds ahead of this computer’s clock. Negative: behind."
        />
        <NumberControl
          {...of(faults, 'tokenServiceSkewSeconds')}
          {...anyTime}
          label="Token service’s clock"
          description="Seconds ahead of the chat server’s clock. Negative: behind."
        />
      </Group>
      <Group title="App">
        <CheckboxControl
          {...of(faults, 'disableAuthChecks')}
          label="Authentication checks off"
          description="The app accepts development tokens, which are unsigned."
        />
        <CheckboxControl
          {...of(faults, 'odd')}
          label="Odd responses"
          description="Nulls and wrong types in optional fields, unknown fields and events, byte order marks, odd headers."
        />
      </Group>
    </>
  )
}

function TokenLifetime({ current }: { current: SandboxFaults['tokenLifeSeconds'] }) {
  const defaultSeconds = defaults.tokenLifeSeconds === 'forever' ? 0 : defaults.tokenLifeSeconds
  return (
    <>
      {current !== 'forever' && (
        <NumberControl
          {...anyTime}
          name="tokenLifeSeconds"
          label="Token lifetime"
          current={current}
          defaults={defaultSeconds}
          onChange={(tokenLifeSeconds) => void developer.sandbox.change({ tokenLifeSeconds })}
          description="Applies to tokens issued from now on. Negative: tokens are expired when issued."
        />
      )}
      <CheckboxControl
        label="Tokens never expire"
        current={current === 'forever'}
        defaults={defaults.tokenLifeSeconds === 'forever'}
        onChange={(isForever) =>
          void developer.sandbox.change({
            tokenLifeSeconds: isForever ? 'forever' : defaultSeconds,
          })
        }
        description="Tokens issued from now on have no exp."
      />
    </>
  )
}

/** The props that a control needs for one fault. */
function of<Name extends keyof SandboxFaults>(faults: SandboxFaults, name: Name) {
  return {
    name,
    current: faults[name],
    defaults: defaults[name],
    onChange: (value: SandboxFaults[Name]) => void developer.sandbox.change({ [name]: value }),
  }
}

function Group({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <fieldset class="faults">
      <legend>
        <h3>{title}</h3>
      </legend>
      {children}
    </fieldset>
  )
}
