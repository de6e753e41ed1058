/** True when a typed address leads elsewhere than a saved one, as main compares them. Nonsense leads elsewhere. */
export function isOtherAddress(typed: string, saved: string): boolean {
  return spell(typed) !== spell(saved)
}

/** As `spellAddress` of main/settings/workspaceId.ts. */
function spell(address: string): string {
  const trimmed = address.trim()
  if (!URL.canParse(trimmed)) return trimmed
  const { origin, pathname, search } = new URL(trimmed)
  return `${origin}${pathname.replace(/\/+$/, '')}${search}`
}
