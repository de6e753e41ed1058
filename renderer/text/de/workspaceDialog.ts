import type { Texts } from '../en.ts'

export const workspaceDialog: Texts['workspaceDialog'] = {
  title: 'Arbeitsbereich',
  add: 'Arbeitsbereich hinzufügen',
  manage: 'Arbeitsbereiche verwalten',
}
