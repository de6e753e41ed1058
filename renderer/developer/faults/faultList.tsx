import type { ComponentChildren } from 'preact'
import type { SandboxFaults } from '../../../preload/contract.ts'
import {
  chatModes,
  moderationModes,
  refusals,
  socketModes,
  tokenServiceModes,
  usual,
} from './options.ts'
import { developer } from '../developerState.ts'
import { FlagSwitch, ModeSwitch, NumberSwitch } from './faultControls.tsx'

const tenYearsSeconds = 315_360_000
const hourMs = 3_600_000
const anyTime = { unit: 's', least: -tenYearsSeconds, most: tenYearsSeconds } as const
const requests = { unit: 'per min', least: 0, most: 1_000_000_000 } as const
const delay = { unit: 'ms', least: 0, most: hourMs } as const

/** The switches, by what they are about. */
export function Groups({ switches }: { switches: SandboxFaults }) {
  return (
    <>
      <Group title="Token">
        <Life now={switches.tokenLifeSeconds} />
        <NumberSwitch
          {...of(switches, 'tokenNotBeforeSeconds')}
          {...anyTime}
          label="Valid only after"
          does="How long after it is issued a token becomes valid (nbf). 0: at once."
        />
      </Group>
      <Group title="Token service">
        <ModeSwitch
          {...of(switches, 'tokenService')}
          label="The token service"
          modes={tokenServiceModes}
        />
        <NumberSwitch
          {...of(switches, 'tokenServiceDelayMs')}
          {...delay}
          label="Token service delay"
          does="How long each of its answers takes. The app waits for 10 s."
        />
      </Group>
      <Group title="Chat server">
        <ModeSwitch {...of(switches, 'chat')} label="The chat server" modes={chatModes} />
        <NumberSwitch
          {...of(switches, 'chatDelayMs')}
          {...delay}
          label="Chat server delay"
          does="How long each of its answers takes."
        />
        <ModeSwitch {...of(switches, 'refuseWith')} label="It refuses" modes={refusals} />
        <NumberSwitch
          {...of(switches, 'retryAfterSeconds')}
          {...anyTime}
          least={0}
          label="Retry-After"
          does="The pause that 429 and 503 ask for, the token service’s as well."
        />
      </Group>
      <Group title="Limits">
        <NumberSwitch
          {...of(switches, 'userRateLimit')}
          {...requests}
          label="Rate limit of a user"
          does="Requests a minute that one user may make of each call. More are refused with code 9."
        />
        <NumberSwitch
          {...of(switches, 'appRateLimit')}
          {...requests}
          label="Rate limit of the app"
          does="Requests a minute that all users together may make of each call."
        />
        <NumberSwitch
          {...of(switches, 'slowModeSeconds')}
          {...anyTime}
          least={0}
          label="Slow mode"
          does="The pause between two messages of a user in a channel. A message sooner is refused with code 60."
        />
        <ModeSwitch {...of(switches, 'moderation')} label="Moderation" modes={moderationModes} />
      </Group>
      <Group title="Sockets and network">
        <ModeSwitch {...of(switches, 'sockets')} label="Sockets" modes={socketModes} />
        <FlagSwitch
          label="Network off"
          now={switches.network === 'off'}
          usual={usual.network === 'off'}
          onChange={(isOff) => void developer.sandbox.change({ network: isOff ? 'off' : 'on' })}
          does="Every connection to the chat server and the token service is cut, new ones too."
        />
      </Group>
      <Group title="Clocks">
        <NumberSwitch
          {...of(switches, 'clockSkewSeconds')}
          {...anyTime}
          label="Chat server’s clock"
          does="How far it is ahead of this computer’s; negative: behind."
        />
        <NumberSwitch
          {...of(switches, 'tokenServiceSkewSeconds')}
          {...anyTime}
          label="Token service’s clock"
          does="How far it is ahead of the chat server’s; negative: behind."
        />
      </Group>
      <Group title="App">
        <FlagSwitch
          {...of(switches, 'disableAuthChecks')}
          label="Authentication checks off"
          does="The app takes development tokens, which nobody signed."
        />
        <FlagSwitch
          {...of(switches, 'odd')}
          label="Odd answers"
          does="Nulls and other types in each optional place, unknown fields and events, byte order marks, odd headers."
        />
      </Group>
    </>
  )
}

function Life({ now }: { now: SandboxFaults['tokenLifeSeconds'] }) {
  const usualSeconds = usual.tokenLifeSeconds === 'forever' ? 0 : usual.tokenLifeSeconds
  return (
    <>
      {now !== 'forever' && (
        <NumberSwitch
          {...anyTime}
          name="tokenLifeSeconds"
          label="Token life"
          now={now}
          usual={usualSeconds}
          onChange={(tokenLifeSeconds) => void developer.sandbox.change({ tokenLifeSeconds })}
          does="Of tokens issued from now on. Negative: they have expired when they are issued."
        />
      )}
      <FlagSwitch
        label="Tokens never end"
        now={now === 'forever'}
        usual={usual.tokenLifeSeconds === 'forever'}
        onChange={(isForever) =>
          void developer.sandbox.change({
            tokenLifeSeconds: isForever ? 'forever' : usualSeconds,
          })
        }
        does="Tokens issued from now on have no exp."
      />
    </>
  )
}

/** What a switch needs to know of the one it shows. */
function of<Name extends keyof SandboxFaults>(switches: SandboxFaults, name: Name) {
  return {
    name,
    now: switches[name],
    usual: usual[name],
    onChange: (value: SandboxFaults[Name]) => void developer.sandbox.change({ [name]: value }),
  }
}

function Group({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <fieldset class="switches">
      <legend>
        <h3>{title}</h3>
      </legend>
      {children}
    </fieldset>
  )
}
