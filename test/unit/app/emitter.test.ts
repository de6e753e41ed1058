import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEmitter } from '../../../main/app/emitter.ts'

test('an event reaches its own listeners, in the order in which they came', () => {
  const heard: string[] = []
  const events = createEmitter<{ moved: number; ended: null }>()
  events.on('moved', (by) => heard.push(`first ${by}`))
  events.on('moved', (by) => heard.push(`second ${by}`))
  events.on('ended', () => heard.push('ended'))
  events.emit('moved', 3)
  assert.deepEqual(heard, ['first 3', 'second 3'])
})

test('an event before its listener is dropped', () => {
  const heard: number[] = []
  const events = createEmitter<{ moved: number }>()
  events.emit('moved', 1)
  events.on('moved', (by) => heard.push(by))
  events.emit('moved', 2)
  assert.deepEqual(heard, [2])
})

test('an event that a listener causes is delivered after the one that it listens to', () => {
  const sent: string[] = []
  const events = createEmitter<{ changed: string }>()
  events.on('changed', (view) => {
    if (view === 'old') events.emit('changed', 'new')
    sent.push(view)
  })
  events.emit('changed', 'old')
  assert.deepEqual(sent, ['old', 'new'])
})

test('a listener that throws does not block later events', () => {
  const sent: string[] = []
  const events = createEmitter<{ changed: string }>()
  events.on('changed', (view) => {
    if (view === 'broken') throw new Error('The window is gone.')
    sent.push(view)
  })
  assert.throws(() => events.emit('changed', 'broken'))
  events.emit('changed', 'next')
  assert.deepEqual(sent, ['next'])
})

test('an event that a listener caused before it threw is delivered', () => {
  const sent: string[] = []
  const events = createEmitter<{ changed: string }>()
  events.on('changed', (view) => {
    sent.push(view)
    if (view !== 'old') return
    events.emit('changed', 'new')
    throw new Error('The window is gone.')
  })
  assert.throws(() => events.emit('changed', 'old'))
  assert.deepEqual(sent, ['old', 'new'])
})
