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
import { developerTexts } from '../../text/developerTexts.ts'
import { CheckboxControl, SelectControl, NumberControl } from './faultControls.tsx'

const tenYearsSeconds = 315_360_000
const hourMs = 3_600_000
const anyTime = { unit: 's', min: -tenYearsSeconds, max: tenYearsSeconds } as const
const requests = { unit: 'perMinute', min: 0, max: 1_000_000_000 } as const
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
  const { faults: text } = developerTexts()
  return (
    <>
      <Group title={text.groups.token}>
        <TokenLifetime current={faults.tokenLifeSeconds} defaultLife={defaults.tokenLifeSeconds} />
        <NumberControl
          {...of('tokenNotBeforeSeconds')}
          {...anyTime}
          {...text.tokenNotBeforeSeconds}
        />
      </Group>
      <Group title={text.groups.tokenService}>
        <SelectControl
          {...of('tokenService')}
          label={text.lists.tokenService}
          options={tokenServiceOptions()}
        />
        <NumberControl {...of('tokenServiceDelayMs')} {...delay} {...text.tokenServiceDelayMs} />
      </Group>
      <Group title={text.groups.chatServer}>
        <SelectControl {...of('chat')} label={text.lists.chat} options={chatOptions()} />
        <NumberControl {...of('chatDelayMs')} {...delay} {...text.chatDelayMs} />
        <SelectControl
          {...of('refuseWith')}
          label={text.lists.refuseWith}
          options={refusalOptions()}
        />
        <NumberControl
          {...of('retryAfterSeconds')}
          {...anyTime}
          min={0}
          {...text.retryAfterSeconds}
        />
      </Group>
      <Group title={text.groups.limits}>
        <NumberControl {...of('userRateLimit')} {...requests} {...text.userRateLimit} />
        <NumberControl {...of('appRateLimit')} {...requests} {...text.appRateLimit} />
        <NumberControl {...of('slowModeSeconds')} {...anyTime} min={0} {...text.slowModeSeconds} />
        <SelectControl
          {...of('moderation')}
          label={text.lists.moderation}
          options={moderationOptions()}
        />
      </Group>
      <Group title={text.groups.network}>
        <SelectControl {...of('sockets')} label={text.lists.sockets} options={socketOptions()} />
        <CheckboxControl
          {...text.networkOff}
          current={faults.network === 'off'}
          defaults={defaults.network === 'off'}
          onChange={(isOff) => void developer.sandbox.change({ network: isOff ? 'off' : 'on' })}
        />
      </Group>
      <Group title={text.groups.clocks}>
        <NumberControl {...of('clockSkewSeconds')} {...anyTime} {...text.clockSkewSeconds} />
        <NumberControl
          {...of('tokenServiceSkewSeconds')}
          {...anyTime}
          {...text.tokenServiceSkewSeconds}
        />
      </Group>
      <Group title={text.groups.app}>
        <CheckboxControl {...of('disableAuthChecks')} {...text.disableAuthChecks} />
        <CheckboxControl {...of('odd')} {...text.odd} />
      </Group>
    </>
  )
}

interface TokenLifetimeProps {
  current: SandboxFaults['tokenLifeSeconds']
  defaultLife: SandboxFaults['tokenLifeSeconds']
}

function TokenLifetime({ current, defaultLife }: TokenLifetimeProps) {
  const { faults: text } = developerTexts()
  const defaultSeconds = defaultLife === 'forever' ? 0 : defaultLife
  return (
    <>
      {current !== 'forever' && (
        <NumberControl
          {...anyTime}
          name="tokenLifeSeconds"
          {...text.tokenLifeSeconds}
          current={current}
          defaults={defaultSeconds}
          onChange={(tokenLifeSeconds) => void developer.sandbox.change({ tokenLifeSeconds })}
        />
      )}
      <CheckboxControl
        {...text.neverExpire}
        current={current === 'forever'}
        defaults={defaultLife === 'forever'}
        onChange={(isForever) =>
          void developer.sandbox.change({
            tokenLifeSeconds: isForever ? 'forever' : defaultSeconds,
          })
        }
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
