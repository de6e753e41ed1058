import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { settled } from '../../support/fakes.ts'
import { openSignedIn, outcome, send, type World } from './harness.ts'

/** What the log says of requests from now on. */
function listen({ log }: World): () => string[] {
  const from = log.lines.length
  return () => log.lines.slice(from).filter((line) => / requests\./.test(line))
}

const many = (world: World, count: number) => Array.from({ length: count }, () => send(world))

test('a renewal that meets ten requests under way and five new ones says how many were refused, waited and went on', async () => {
  const world = await openSignedIn()
  const said = listen(world)
  world.service.mode = 'late'
  const underWay = many(world, 10)
  world.chat.end('alice')
  const all = [...underWay, ...many(world, 5)]
  await settled()
  assert.deepEqual(said(), ['info requests.held {"waiting":1}'])
  world.service.release()
  await Promise.all(all)
  const isUp = world.log.lines.lastIndexOf('info connection.up {"role":"user"}')
  const isResumed = world.log.lines.indexOf('info requests.resumed {"count":15}')
  assert.ok(isUp < isResumed, 'not before the connection is back')
  assert.deepEqual(said().slice(1), [
    'warn requests.refused {"code":"tokenExpired","count":10}',
    'info requests.resumed {"count":15}',
  ])
  await world.clock.turn(60_000)
  assert.equal(said().length, 3)
})

test('ten thousand that meet an expired token are three lines, not ten thousand', async () => {
  const world = await openSignedIn()
  world.chat.end('alice')
  const from = world.log.lines.length
  await Promise.all(many(world, 10_000))
  await world.clock.turn(1_000)
  assert.ok(world.log.lines.length - from < 10, world.log.lines.slice(from).join('\n'))
})

test('nothing is said of a renewal or a gap in which nobody asked for anything', async () => {
  const world = await openSignedIn()
  const said = listen(world)
  await world.clock.turn(2_280_000)
  world.chat.cut()
  await world.clock.turn(30_000)
  await Promise.all(many(world, 100))
  assert.deepEqual(said(), [])
})

test('requests in a gap of the connection are held until it is back', async () => {
  const world = await openSignedIn()
  const said = listen(world)
  world.chat.cut()
  const all = many(world, 2)
  await world.clock.turn(30_000)
  await Promise.all(all)
  assert.deepEqual(said(), [
    'info requests.held {"waiting":1}',
    'info requests.resumed {"count":2}',
  ])
})

test('a request that the network lost is held until the connection is found alive', async () => {
  const world = await openSignedIn()
  const said = listen(world)
  world.chat.callMode = new Failure('network', 'It broke.')
  const lost = send(world)
  await Promise.resolve()
  world.chat.callMode = null
  await lost
  assert.deepEqual(said(), [
    'info requests.held {"waiting":1}',
    'info requests.resumed {"count":1}',
  ])
})

test('a connection that is back while the token is being renewed resumes nothing yet', async () => {
  const world = await openSignedIn()
  const said = listen(world)
  world.service.mode = 'late'
  await world.clock.turn(2_280_000)
  const waiting = send(world)
  world.chat.cut()
  await world.clock.turn(5_000)
  assert.deepEqual(said(), ['info requests.held {"waiting":1}'])
  world.service.release()
  await waiting
  assert.deepEqual(said().at(-1), 'info requests.resumed {"count":1}')
})

test('failures are counted by code and told once a second', async () => {
  const world = await openSignedIn()
  const said = listen(world)
  const fail = async (code: 'notAllowed' | 'notFound', count: number) => {
    world.chat.callMode = new Failure(code, 'No.')
    await Promise.all(many(world, count).map(outcome))
  }
  await fail('notAllowed', 7)
  await world.clock.turn(999)
  await fail('notFound', 2)
  assert.deepEqual(said(), [])
  await world.clock.turn(1)
  assert.deepEqual(said(), [
    'warn requests.failed {"code":"notAllowed","count":7}',
    'warn requests.failed {"code":"notFound","count":2}',
  ])
  await fail('notAllowed', 1)
  await world.clock.turn(1_000)
  assert.deepEqual(said().slice(2), ['warn requests.failed {"code":"notAllowed","count":1}'])
})

test('what insists is counted each time the server does not take it', async () => {
  const world = await openSignedIn()
  const said = listen(world)
  const told: string[] = []
  world.chat.callMode = new Failure('serverError', 'It answered 500.')
  const insisting = world.run.session.pass((token) => world.chat.call(token), {
    insists: ({ code }) => void told.push(code),
  })
  await world.clock.turn(1_000)
  assert.ok(told.length > 1)
  assert.deepEqual(said(), [
    `warn requests.postponed {"code":"serverError","count":${told.length}}`,
  ])
  world.chat.callMode = null
  await world.clock.turn(30_000)
  assert.equal(await insisting, world.service.issued[0])
})

test('signing out counts what it refuses, and leaves no timer behind', async () => {
  const world = await openSignedIn()
  const said = listen(world)
  world.chat.cut()
  const all = many(world, 3).map(outcome)
  await world.run.session.signOut()
  assert.deepEqual(await Promise.all(all), ['signedOut', 'signedOut', 'signedOut'])
  await settled()
  assert.deepEqual(said(), [
    'info requests.held {"waiting":1}',
    'warn requests.failed {"code":"signedOut","count":3}',
  ])
  assert.deepEqual(world.clock.pending(), [])
})
