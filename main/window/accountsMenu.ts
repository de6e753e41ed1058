import type { MenuItemConstructorOptions } from 'electron'

/** An account in the menu. */
export interface MenuAccount {
  key: string
  name: string
  isActive: boolean
}

/** Accounts with a shortcut. */
const mostShortcuts = 9

/** One item for each remembered account, with its number as shortcut. */
export function accountItems(
  accounts: readonly MenuAccount[],
  switchTo: (key: string) => void,
): MenuItemConstructorOptions[] {
  return accounts.map(({ key, name, isActive }, index) => ({
    // A single ampersand would mark a letter.
    label: name.replaceAll('&', '&&'),
    type: 'radio',
    checked: isActive,
    ...(index < mostShortcuts ? { accelerator: `CmdOrCtrl+${index + 1}` } : {}),
    click: () => switchTo(key),
  }))
}
