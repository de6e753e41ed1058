import type { ComponentChildren } from 'preact'
import type { SandboxFaults } from '../../../preload/contract.ts'
import {
  chatOptions,
  moderationOptions,
  refusalOptions,
  socketOptions,
  tokenServiceOptions,
} from './options.ts'
import { developer } from '../appDeveloper.ts'
import { CheckboxControl, SelectControl, NumberControl } from './faultControls.tsx'

const tenYearsSeconds = 315_360_000
const hourMs = 3_600_000
const anyTime = { unit: 's', min: -tenYearsSeconds, max: tenYearsSeconds } as const
const requests = { unit: 'per min', min: 0, max: 1_000_000_000 } as const
const delay = { unit: 'ms', min: 0, max: hourMs } as const

interface FaultListProps {
  faults: SandboxFaults
  defaults: SandboxFaults
}

/** The faults, grouped by subject. */
export function FaultList({ faults, defaults }: FaultListProps) {
  const of = <Name extends keyof SandboxFaults>(name: Name) => ({
    name,
    current: faults[name],
    defaults: defaults[name],
    onChange: (value: SandboxFaults[Name]) => void developer.sandbox.change({ [name]: value }),
  })
  return (
    <>
      <Group title="Token">
        <TokenLifetime current={faults.tokenLifeSeconds} defaultLife={defaults.tokenLifeSeconds} />
        <NumberControl
          {...of('tokenNotBeforeSeconds')}
          {...anyTime}
          label="Valid after"
          description="Time from issue until a token becomes valid (nbf). 0: at once."
        />
      </Group>
      <Group title="Token service">
        <SelectControl
          {...of('tokenService')}
          label="The token service"
          options={tokenServiceOptions}
        />
        <NumberControl
          {...of('tokenServiceDelayMs')}
          {...delay}
          label="Token service delay"
          description="Delay of each response. The app times out after 10 s."
        />
      </Group>
      <Group title="Chat server">
        <SelectControl {...of('chat')} label="The chat server" options={chatOptions} />
        <NumberControl
          {...of('chatDelayMs')}
          {...delay}
          label="Chat server delay"
          description="Delay of each response."
        />
        <SelectControl {...of('refuseWith')} label="Rejects requests" options={refusalOptions} />
        <NumberControl
          {...of('retryAfterSeconds')}
          {...anyTime}
          min={0}
          label="Retry-After"
          description="The pause that 429 and 503 responses request, also from the token service."
        />
      </Group>
      <Group title="Limits">
        <NumberControl
          {...of('userRateLimit')}
          {...requests}
          label="Rate limit of a user"
          description="Requests per minute for each user and endpoint. More are rejected with code 9."
        />
        <NumberControl
          {...of('appRateLimit')}
          {...requests}
          label="Rate limit of the app"
          description="Requests per minute for each endpoint, all users together."
        />
        <NumberControl
          {...of('slowModeSeconds')}
          {...anyTime}
          min={0}
          label="Slow mode"
          description="The minimum time between two messages of a user in a channel. An earlier message is rejected with code 60."
        />
        <SelectControl {...of('moderation')} label="Moderation" options={moderationOptions} />
      </Group>
      <Group title="Sockets and network">
        <SelectControl {...of('sockets')} label="Sockets" options={socketOptions} />
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
          {...of('clockSkewSeconds')}
          {...anyTime}
          label="Chat server’s clock"
          description="Seconds ahead of this computer’s clock. Negative: behind."
        />
        <NumberControl
          {...of('tokenServiceSkewSeconds')}
          {...anyTime}
          label="Token service’s clock"
          description="Seconds ahead of the chat server’s clock. Negative: behind."
        />
      </Group>
      <Group title="App">
        <CheckboxControl
          {...of('disableAuthChecks')}
          label="Authentication checks off"
          description="The app accepts development tokens, which are unsigned."
        />
        <CheckboxControl
          {...of('odd')}
          label="Odd responses"
          description="Nulls and wrong types in optional fields, unknown fields and events, byte order marks, odd headers."
        />
      </Group>
    </>
  )
}

interface TokenLifetimeProps {
  current: SandboxFaults['tokenLifeSeconds']
  defaultLife: SandboxFaults['tokenLifeSeconds']
}

function TokenLifetime({ current, defaultLife }: TokenLifetimeProps) {
  const defaultSeconds = defaultLife === 'forever' ? 0 : defaultLife
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
        defaults={defaultLife === 'forever'}
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
