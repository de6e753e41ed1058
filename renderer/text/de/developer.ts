import type { DeveloperTexts } from '../en/developer.ts'
import { faultOptions } from './developerFaultOptions.ts'
import { faults } from './developerFaults.ts'
import { serviceCheck } from './developerServiceCheck.ts'
import { timeline } from './developerTimeline.ts'
import { token } from './developerToken.ts'

export const developer: DeveloperTexts = {
  close: 'Schließen',
  closeTools: 'Entwicklerwerkzeuge schließen',
  milliseconds: (count) => `${count} ms`,
  tabs: {
    token: 'Token',
    timeline: 'Zeitachse',
    sandbox: 'Sandbox',
    service: 'Token-Dienst',
  },
  faultOptions,
  faults,
  serviceCheck,
  timeline,
  token,
}
