import { faultOptions } from './developerFaultOptions.ts'
import { faults } from './developerFaults.ts'
import { serviceCheck } from './developerServiceCheck.ts'
import { timeline } from './developerTimeline.ts'
import { token } from './developerToken.ts'

/** The texts of the developer tools. */
export const developer = {
  close: 'Close',
  closeTools: 'Close developer tools',
  milliseconds: (count: string) => `${count} ms`,
  tabs: {
    token: 'Token',
    timeline: 'Timeline',
    sandbox: 'Sandbox',
    service: 'Token service',
  },
  faultOptions,
  faults,
  serviceCheck,
  timeline,
  token,
}

export type DeveloperTexts = typeof developer
