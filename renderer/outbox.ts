import { batch, signal } from '@preact/signals'
import type { ErrorCode } from '../preload/contract.ts'
import { border } from './border.ts'
import { histories, receive } from './chat.ts'

/** A message that the server has not confirmed. */
export interface Outgoing {
  id: string
  cid: string
  text: string
  writtenAt: number
  /** `waiting`: it was not taken, because of this, and is sent again by itself. */
  standing: { state: 'sending' } | { state: 'waiting' | 'failed'; code: ErrorCode }
}

const written = signal<Outgoing[]>([])

/** Messages of a channel that are on their way or failed. One that the server has told of meanwhile is not among them. */
export function outgoing(cid: string): Outgoing[] {
  return written.value.filter((message) => message.cid === cid && !isKnown(message))
}

/** How many messages the server does not have, in all channels. */
export function unsentCount(): number {
  return written.value.filter((message) => !isKnown(message)).length
}

/** Sends a text. It shows at once and has its id for good, so that sending it again cannot post it twice. */
export function send(cid: string, text: string): void {
  const message: Outgoing = {
    id: crypto.randomUUID(),
    cid,
    text,
    writtenAt: Date.now(),
    standing: { state: 'sending' },
  }
  written.value = [...written.value, message]
  void deliver(message)
}

/** Tries a failed message again, under the same id. */
export function sendAgain(message: Outgoing): void {
  stand(message.id, { state: 'sending' })
  void deliver(message)
}

/** Notes why a message is not sent yet. */
export function wait({ id, code }: { id: string; code: ErrorCode }): void {
  stand(id, { state: 'waiting', code })
}

/** Gives a message up. */
export function discard(id: string): void {
  remove(id)
  void border.discardMessage({ id })
}

/** Gives all messages up: the account has left. */
export function discardAll(): void {
  written.value = []
}

async function deliver({ id, cid, text }: Outgoing): Promise<void> {
  const reply = await border.sendMessage({ cid, id, text })
  if (!written.value.some((message) => message.id === id)) return
  batch(() => {
    if (!reply.ok) return stand(id, { state: 'failed', code: reply.code })
    receive(reply.value)
    remove(id)
  })
}

function remove(id: string): void {
  written.value = written.value.filter((message) => message.id !== id)
}

function stand(id: string, standing: Outgoing['standing']): void {
  written.value = written.value.map((message) =>
    message.id === id ? { ...message, standing } : message,
  )
}

function isKnown({ cid, id }: Outgoing): boolean {
  return histories.value.get(cid)?.messages.some((message) => message.id === id) ?? false
}
