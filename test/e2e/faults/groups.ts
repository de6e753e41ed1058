import { chatCodes } from './chatCodes.ts'
import { chatServer } from './chatServer.ts'
import { clocks } from './clocks.ts'
import { configurations } from './configurations.ts'
import { disks } from './disks.ts'
import { tokenEnds } from './tokenEnds.ts'
import { keyrings } from './keyrings.ts'
import { keyringTrouble } from './keyringTrouble.ts'
import { kills } from './kills.ts'
import { network } from './network.ts'
import { userActions } from './userActions.ts'
import { processes } from './processes.ts'
import { renewal } from './renewal.ts'
import type { Group } from './row.ts'
import { savedChats } from './savedChats.ts'
import { settingsFile } from './settingsFile.ts'
import { signIns } from './signIn.ts'
import { startUp } from './startUp.ts'

/** Every fault, in the order it is done. */
export const groups: readonly Group[] = [
  renewal,
  signIns,
  chatCodes,
  chatServer,
  tokenEnds,
  network,
  clocks,
  startUp,
  kills,
  processes,
  keyrings,
  keyringTrouble,
  settingsFile,
  savedChats,
  disks,
  configurations,
  userActions,
]
