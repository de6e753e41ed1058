import type { Message, TimelineEntry } from '../../preload/contract.ts'

/** Reports to parts that are made later. Events before their listener are dropped. */
export interface AppEvents {
  /** The view of the window has changed. */
  changed: null
  keychainReady: null
  /** The app has started in the tray, without a window. */
  startedHidden: null
  serverTimeMoved: null
  message: Message
  timelineEntry: TimelineEntry
}
