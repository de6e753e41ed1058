import type { About, DesktopCalls } from '../../preload/contract.ts'
import { Failure } from '../auth/errors.ts'
import type { LinkRequests } from '../desktop/linkRequest.ts'
import type { AccountExit } from '../app/leaveQuestion.ts'
import type { Handlers } from './ipc.ts'
import type { Preferences } from '../desktop/preferences.ts'
import type { Channels } from '../chat/channels.ts'

/** The handlers of the desktop's calls. */
export type DesktopHandlers = Pick<Handlers, keyof DesktopCalls>

export interface DesktopOptions {
  pageRendered(): void
  preferences: Preferences
  linkRequests: LinkRequests
  leaving: Pick<AccountExit, 'confirmLink'>
  channels: Channels
  about(): About | Promise<About>
  showLog(): void
  /** Opens an address in the system's browser. */
  openExternal(url: string): Promise<void>
}

export function createDesktopHandlers(options: DesktopOptions): DesktopHandlers {
  const { preferences, linkRequests, leaving, channels, about, showLog } = options
  return {
    pageRendered() {
      options.pageRendered()
      return null
    },
    changePreferences(patch) {
      preferences.change(patch)
      return null
    },
    readAbout: about,
    showLog() {
      showLog()
      return null
    },
    async acceptLink() {
      if (linkRequests.leavesAccount() && !(await leaving.confirmLink())) return null
      linkRequests.accept()
      return null
    },
    async openWebLink({ url }) {
      try {
        await options.openExternal(url)
      } catch (error) {
        throw new Failure('browserMissing', 'The system opened no browser.', { cause: error })
      }
      return null
    },
    findChannel: ({ cid }) => channels.find(cid),
    dismissLink() {
      linkRequests.end()
      return null
    },
  }
}
