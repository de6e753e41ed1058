import { signal } from '@preact/signals'
import type { Api } from '../api.ts'
import type { WindowState } from '../state/windowState.ts'
import { createEventFilter } from './events/eventFilter.ts'
import { createSandboxControl } from './faults/sandboxFaults.ts'
import { createServiceChecks } from './serviceCheck/serviceChecks.ts'
import { createTimelineEvents } from './events/timelineEvents.ts'
import { createTokenInspector } from './token/tokenInspector.ts'

/** The tabs of the developer tools. */
export type Tool = 'token' | 'timeline' | 'sandbox' | 'service'

/** Creates the state of the developer tools of a window. It needs no DOM, so it runs in plain Node. */
export function createDeveloperState(api: Api, state: WindowState) {
  const { inputs, notices, panel, submitter } = state
  return {
    selectedTool: signal<Tool>('token'),
    eventFilter: createEventFilter(inputs),
    sandbox: createSandboxControl({ api, notices }),
    serviceChecks: createServiceChecks({ api, inputs, panel }),
    timeline: createTimelineEvents(api),
    tokenInspector: createTokenInspector({ api, submitter, panel }),
  }
}
