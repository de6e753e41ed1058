import type { Log } from '../auth/ports.ts'
import type { Pictures } from '../chat/pictures.ts'
import type { MainWindowOptions } from './mainWindow.ts'

/** The rest of the app, as the window uses it. */
export interface WindowHost extends Pick<
  MainWindowOptions,
  'settings' | 'preferences' | 'wouldLose' | 'focused' | 'crashQuestion'
> {
  quit: ReturnType<MainWindowOptions['quit']>
  log: Log
  /** The picture of a name that the window was given. */
  readPicture: Pictures['read']
}
