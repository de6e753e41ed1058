import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { IpcMainInvokeEvent } from 'electron'
import { bufferCalls, type CallSource } from '../../../main/ipc/pendingCalls.ts'
import { schemas } from '../../../main/ipc/schemas.ts'
import { settled } from '../../support/fakes.ts'

type Listener = Parameters<CallSource['handle']>[1]

function hold() {
  const listeners = new Map<string, Listener>()
  const held = bufferCalls({ handle: (name, listener) => void listeners.set(name, listener) })
  const event = {} as IpcMainInvokeEvent
  return {
    held,
    listeners,
    event,
    call: (name: string, request?: unknown) => listeners.get(name)?.(event, request),
  }
}

test('each call of the contract is taken from the beginning', () => {
  assert.deepEqual([...hold().listeners.keys()].toSorted(), Object.keys(schemas).toSorted())
})

test('a call waits for its own listener, which gets its event and request', async () => {
  const { held, event, call } = hold()
  const answer = call('readView', { some: 'request' })
  let isAnswered = false
  void Promise.resolve(answer).then(() => (isAnswered = true))
  held.handle('signOut', () => 'signed out')
  await settled()
  assert.equal(isAnswered, false)
  held.handle('readView', (given, request) => [given === event, request])
  assert.deepEqual(await answer, [true, { some: 'request' }])
})

test('calls that waited are answered in the order they came, not in that of the listeners', async () => {
  const { held, call } = hold()
  const answered: string[] = []
  void call('signOut')
  void call('readView')
  void call('signOut')
  for (const name of ['readView', 'signOut']) held.handle(name, () => void answered.push(name))
  assert.deepEqual(answered, [])
  await settled()
  assert.deepEqual(answered, ['signOut', 'readView', 'signOut'])
})

test('a listener that fails fails its call alone', async () => {
  const { held, call } = hold()
  const failing = call('signOut')
  const other = call('readView')
  held.handle('signOut', () => Promise.reject(new Error('no')))
  held.handle('readView', () => 'a view')
  await assert.rejects(async () => failing, /no/)
  assert.equal(await other, 'a view')
})

test('afterwards a call goes straight to its listener', () => {
  const { held, call } = hold()
  held.handle('readView', () => 'a view')
  assert.equal(call('readView'), 'a view')
})
