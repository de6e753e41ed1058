import { api } from '../api.ts'
import { state } from '../appState.ts'
import { createEventFilter } from './eventFilter.ts'
import { createSandboxFaults } from './sandboxFaults.ts'
import { createServiceChecks } from './serviceCheck.ts'
import { createTimelineEvents } from './timelineEvents.ts'
import { createTokenInspector } from './tokenInspector.ts'

const { kept, notices, panel, submitter } = state

/** The state of the developer tools in this window. */
export const developer = {
  eventFilter: createEventFilter(kept),
  sandboxFaults: createSandboxFaults({ api, notices }),
  serviceChecks: createServiceChecks({ api, kept, panel }),
  timeline: createTimelineEvents(api),
  tokenInspector: createTokenInspector({ api, submitter, panel }),
}
