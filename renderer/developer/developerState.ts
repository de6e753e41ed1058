import { api } from '../api.ts'
import { state } from '../state/appState.ts'
import { createEventFilter } from './events/eventFilter.ts'
import { createSandboxControl } from './faults/sandboxFaults.ts'
import { createServiceChecks } from './serviceCheck/serviceChecks.ts'
import { createTimelineEvents } from './events/timelineEvents.ts'
import { createTokenInspector } from './token/tokenInspector.ts'

const { kept, notices, panel, submitter } = state

/** The state of the developer tools in this window. */
export const developer = {
  eventFilter: createEventFilter(kept),
  sandbox: createSandboxControl({ api, notices }),
  serviceChecks: createServiceChecks({ api, kept, panel }),
  timeline: createTimelineEvents(api),
  tokenInspector: createTokenInspector({ api, submitter, panel }),
}
