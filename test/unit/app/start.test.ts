import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test } from 'node:test'
import { startApp, type LoadedApp, type StartOptions } from '../../../main/app/start.ts'
import { settled } from '../../support/fakes.ts'

interface Circumstances {
  platform?: NodeJS.Platform
  canQuit?: boolean
}

/** An app whose start is led step by step: ready, the window opened, the rest read. */
function launch({ platform = 'linux', canQuit = true }: Circumstances = {}) {
  const done: string[] = []
  const app = new EventEmitter()
  const process = Object.assign(new EventEmitter(), { argv: ['latchkey', '--x'], platform })
  const ready = Promise.withResolvers<void>()
  const opened = Promise.withResolvers<void>()
  const read = Promise.withResolvers<() => LoadedApp>()
  const loaded: LoadedApp = {
    canQuit() {
      done.push('can quit?')
      return canQuit
    },
    forceQuit: () => void done.push('force quit'),
    handleLaunch: (argv) => void done.push(`arrive ${argv.join(' ')}`),
    openLink: (link) => void done.push(`follow ${link}`),
    windowShown: () => void done.push('shown'),
  }
  const start = startApp({
    app: Object.assign(app, {
      quit: () => void done.push('quit'),
      whenReady: () => ready.promise,
    }) as unknown as StartOptions['app'],
    process,
    openWindow() {
      done.push('open window')
      return opened.promise
    },
    loadApp() {
      done.push('read rest')
      return read.promise
    },
    failed: (reason) => void done.push(`failed: ${String(reason)}`),
  })

  /** Emits an event of Electron that can be prevented. Whether it was. */
  function emit(name: string, ...values: unknown[]): boolean {
    let isPrevented = false
    app.emit(name, { preventDefault: () => void (isPrevented = true) }, ...values)
    return isPrevented
  }

  return {
    done,
    process,
    emit,
    shown: () => start.windowShown(),
    async ready() {
      ready.resolve()
      await settled()
    },
    async opened(error?: Error) {
      if (error) opened.reject(error)
      else opened.resolve()
      await settled()
    },
    async read(start: Error | (() => LoadedApp) = () => startLoaded()) {
      if (start instanceof Error) read.reject(start)
      else read.resolve(start)
      await settled()
    },
  }

  function startLoaded(): LoadedApp {
    done.push('start rest')
    return loaded
  }
}

/** Up to the moment at which everything runs. */
async function launched(options?: Circumstances) {
  const start = launch(options)
  await start.ready()
  await start.opened()
  await start.read()
  start.done.length = 0
  return start
}

test('the window is opened first, then the rest is read, then it learns how the app was started', async () => {
  const start = launch()
  assert.deepEqual(start.done, [])
  await start.ready()
  assert.deepEqual(start.done, ['open window'])
  await start.opened()
  assert.deepEqual(start.done, ['open window', 'read rest'])
  await start.read()
  assert.deepEqual(start.done, ['open window', 'read rest', 'start rest', 'arrive latchkey --x'])
})

/** The moments before the rest is there, each reached by these steps. */
const early: Record<string, ('ready' | 'opened')[]> = {
  'before Electron is ready': [],
  'while the window opens': ['ready'],
  'while the rest is read': ['ready', 'opened'],
}

for (const [when, steps] of Object.entries(early)) {
  /** At that moment, and on from there. */
  async function at(options?: Circumstances) {
    const start = launch(options)
    for (const step of steps) await start[step]()
    start.done.length = 0
    return {
      ...start,
      async goOn() {
        await start.ready()
        await start.opened()
        await start.read()
      },
    }
  }

  test(`${when}: second starts, links and activations wait in order`, async () => {
    const start = await at()
    assert.equal(start.emit('second-instance', ['second', 'latchkey://open']), false)
    assert.equal(start.emit('open-url', 'latchkey://open?workspace=a'), true, 'the link is ours')
    start.emit('activate')
    start.emit('second-instance', ['third'])
    const { done } = start
    assert.equal(done.length, 0)
    await start.goOn()
    assert.deepEqual(done.slice(done.indexOf('start rest')), [
      'start rest',
      'arrive latchkey --x',
      'arrive second latchkey://open',
      'follow latchkey://open?workspace=a',
      'arrive ',
      'arrive third',
    ])
  })

  test(`${when}: a quit goes through at once, and the rest does not start`, async () => {
    const start = await at()
    assert.equal(start.emit('before-quit'), false)
    await start.goOn()
    assert.ok(!start.done.includes('start rest'))
  })

  test(`${when}: closing the window ends the app, but on a Mac`, async () => {
    for (const platform of ['linux', 'win32', 'darwin'] as const) {
      const start = await at({ platform })
      start.emit('window-all-closed')
      assert.deepEqual(start.done, platform === 'darwin' ? [] : ['quit'])
    }
  })

  for (const event of ['uncaughtException', 'unhandledRejection']) {
    test(`${when}: ${event} ends the app, once, and nothing more is started`, async () => {
      const start = await at()
      start.process.emit(event, new Error('odd'))
      start.process.emit(event, new Error('odder'))
      assert.deepEqual(start.done, ['failed: Error: odd'])
      await start.goOn()
      assert.ok(!start.done.includes('start rest'))
      assert.equal(start.done.filter((line) => line.startsWith('failed')).length, 1)
    })
  }
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
  test(`${signal} quits while the rest is read, and afterwards makes it quit without asking`, async () => {
    const start = launch()
    await start.ready()
    await start.opened()
    start.done.length = 0
    start.process.emit(signal)
    assert.deepEqual(start.done, ['quit'])
    const later = await launched()
    later.process.emit(signal)
    assert.deepEqual(later.done, ['force quit'])
  })

  test(`${signal}: packages of the rest that listen too do not come in between`, async () => {
    const start = launch()
    start.process.on(signal, () => void start.done.push('a package'))
    await start.ready()
    await start.opened()
    start.process.on(signal, () => void start.done.push('a package of the rest'))
    await start.read()
    start.done.length = 0
    start.process.emit(signal)
    assert.deepEqual(start.done, ['force quit'])
  })
}

test('a window that is shown before the rest is there is told to it then, and at once afterwards', async () => {
  const early = launch()
  await early.ready()
  early.shown()
  await early.opened()
  await early.read()
  assert.equal(early.done.at(-1), 'shown')
  const later = await launched()
  later.shown()
  assert.deepEqual(later.done, ['shown'])
})

test('with the rest there, events go to it at once, and it decides about a quit', async () => {
  const start = await launched({ canQuit: false })
  start.emit('second-instance', ['second'])
  start.emit('open-url', 'latchkey://open')
  assert.equal(start.emit('before-quit'), true)
  assert.deepEqual(start.done, ['arrive second', 'follow latchkey://open', 'can quit?'])
  assert.equal((await launched()).emit('before-quit'), false)
})

test('errors after the start are reported by the loaded app', async () => {
  const start = await launched()
  start.process.emit('uncaughtException', new Error('odd'))
  assert.deepEqual(start.done, [])
})

test('a window that cannot be opened, a rest that cannot be read, one that cannot be started: the app ends', async () => {
  const closed = launch()
  await closed.ready()
  await closed.opened(new Error('no window'))
  assert.deepEqual(closed.done, ['open window', 'failed: Error: no window'])

  const missing = launch()
  await missing.ready()
  await missing.opened()
  await missing.read(new Error('no such file'))
  assert.equal(missing.done.at(-1), 'failed: Error: no such file')

  const broken = launch()
  await broken.ready()
  await broken.opened()
  await broken.read(() => {
    throw new Error('broken')
  })
  assert.equal(broken.done.at(-1), 'failed: Error: broken')
  broken.process.emit('unhandledRejection', new Error('and after it'))
  assert.equal(broken.done.at(-1), 'failed: Error: broken')
})
