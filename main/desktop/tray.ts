import { join } from 'node:path'
import type { Menu, MenuItemConstructorOptions, NativeImage, Tray } from 'electron'
import type { Session, View } from '../../preload/contract.ts'
import { unreachable } from '../auth/errors.ts'
import type { Texts } from '../text/en.ts'

/** The picture's meaning. Shapes differ, because not everyone sees colours and a Mac does not show them. */
export type TrayPicture = 'connected' | 'waiting' | 'out'

/** The session in the tray: a picture and a text. */
export interface TrayStatus {
  picture: TrayPicture
  words: string
}

/** The actions in the tray's menu. */
export interface TrayActions {
  show(): void
  signOut(): void
  quit(): void
}

export interface TrayOptions extends TrayActions {
  Tray: new (image: NativeImage) => Tray
  Menu: Pick<typeof Menu, 'buildFromTemplate'>
  picture(name: TrayPicture): NativeImage
  platform: NodeJS.Platform
  texts(): Texts
}

/** The icon in the tray, there for as long as the person wants it. */
export interface TrayIcon {
  update(view: View): void
}

/** The file of a picture, beside which Electron finds those for finer screens. A Mac colours a template itself. */
export function trayPath(folder: string, platform: NodeJS.Platform, name: TrayPicture): string {
  if (platform === 'darwin') return join(folder, 'mac', `${name}Template.png`)
  return join(folder, platform === 'win32' ? 'windows' : 'linux', `${name}.png`)
}

/** A tooltip on Windows has 127 characters. */
const longestName = 60

/** The account and its connection status. */
export function trayStatus(session: Session, { tray }: Texts): TrayStatus {
  if (session.state === 'signedOut') return { picture: 'out', words: tray.signedOut }
  const name = nameOf(session.account, tray)
  switch (session.state) {
    case 'signingIn':
      return { picture: 'waiting', words: `${name}${tray.connecting}` }
    case 'connected':
      return { picture: 'connected', words: `${name}${tray.connected}` }
    case 'refreshing':
      return { picture: 'waiting', words: `${name}${tray.refreshing}` }
    case 'offline':
      return { picture: 'waiting', words: `${name}${tray.offline}` }
    case 'needsSignIn':
      return { picture: 'out', words: `${name}${tray.signInAgain}` }
    default:
      return unreachable(session)
  }
}

/** The menu of the tray. */
export function trayTemplate(
  session: Session,
  { show, signOut, quit }: TrayActions,
  texts: Texts,
): MenuItemConstructorOptions[] {
  return [
    // An ampersand marks a shortcut; two of them are one.
    { label: trayStatus(session, texts).words.replaceAll('&', '&&'), enabled: false },
    { type: 'separator' },
    { label: texts.tray.show, click: () => show() },
    {
      label: texts.tray.signOut,
      enabled: session.state !== 'signedOut',
      click: () => signOut(),
    },
    { type: 'separator' },
    { label: texts.tray.quit, click: () => quit() },
  ]
}

export function createTray({
  Tray,
  Menu,
  picture,
  platform,
  texts,
  ...actions
}: TrayOptions): TrayIcon {
  let tray: Tray | null = null
  let shown: TrayStatus | null = null

  function make(status: TrayStatus): Tray {
    const made = new Tray(picture(status.picture))
    // On a Mac a click opens the menu.
    if (platform !== 'darwin') made.on('click', () => actions.show())
    return made
  }

  return {
    update({ preferences, session }) {
      if (!preferences.tray) {
        tray?.destroy()
        tray = null
        shown = null
        return
      }
      const status = trayStatus(session, texts())
      // Replacing an open menu closes it.
      if (tray && shown?.words === status.words && shown.picture === status.picture) return
      if (!tray) tray = make(status)
      else if (shown?.picture !== status.picture) tray.setImage(picture(status.picture))
      shown = status
      tray.setToolTip(`Latchkey: ${status.words}`)
      tray.setContextMenu(Menu.buildFromTemplate(trayTemplate(session, actions, texts())))
    },
  }
}

/** The name as the start of a sentence; empty without an account. */
function nameOf(account: { kind: string; name: string } | null, tray: Texts['tray']): string {
  if (!account) return ''
  if (account.kind === 'anonymous') return `${tray.anonymous}: `
  const { name } = account
  return `${name.length > longestName ? `${name.slice(0, longestName)}…` : name}: `
}
