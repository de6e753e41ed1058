import type { View } from '../../preload/contract.ts'

export function Inspector({ view }: { view: View }) {
  return <p class="quiet">{view.workspace.name}</p>
}
