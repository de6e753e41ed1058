import type { Texts } from '../en.ts'

export const common: Texts['common'] = {
  dismiss: 'Schließen',
}
