import type { View } from '../preload/contract.ts'
import { border } from './border.ts'
import { visit } from './chat.ts'
import { complaint } from './complaint.ts'
import { problem } from './problems.ts'
import { closeSettings } from './settings.ts'

/** What a link asked for that has been taken on: a view says it again until main has heard that it is done. */
let taken: string | null = null

/** Shows the channel that a link asks for, once there is a connection to read it over. */
export function runErrand({ errand, session }: View): void {
  if (errand?.state !== 'going') {
    taken = null
    return
  }
  const isLive = session.state === 'connected' || session.state === 'refreshing'
  if (!isLive || taken === errand.cid) return
  taken = errand.cid
  closeSettings()
  void show(errand.cid)
}

async function show(cid: string): Promise<void> {
  const code = await visit(cid)
  if (code === 'notFound')
    complaint.value = 'The link leads to a channel that is not there, or not for you.'
  else if (code !== null) complaint.value = problem[code]
  await border.endErrand()
}
