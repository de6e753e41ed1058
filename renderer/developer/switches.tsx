import type { View } from '../../preload/contract.ts'

export function SandboxSwitches({ view }: { view: View }) {
  return <p class="quiet">{view.workspace.name}</p>
}
