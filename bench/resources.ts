import type { RunningApp } from '../test/support/app/driver.ts'

/** What a running app holds, after its garbage is collected. */
export interface Resources {
  /** Counts of what must not grow. */
  readonly kept: Record<string, number>
  readonly megabytes: Record<string, number>
}

/** Counts sockets, timers, listeners and memory of the main process and the window. */
export async function readResources({ electron, page }: RunningApp): Promise<Resources> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('HeapProfiler.collectGarbage')
  await cdp.send('Performance.enable')
  const { metrics } = await cdp.send('Performance.getMetrics')
  await cdp.detach()
  const metric = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? 0
  const main = await electron.evaluate(async ({ app, ipcMain, powerMonitor, nativeTheme }) => {
    const v8 = process.getBuiltinModule('node:v8')
    v8.setFlagsFromString('--expose-gc')
    const collect = process.getBuiltinModule('node:vm').runInNewContext('gc') as () => void
    for (let round = 0; round < 3; round += 1) {
      collect()
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    const emitters = [app, ipcMain, powerMonitor, nativeTheme, process] as NodeJS.EventEmitter[]
    const listeners = emitters.flatMap((emitter) =>
      emitter.eventNames().map((name) => emitter.listenerCount(name)),
    )
    const active = process.getActiveResourcesInfo()
    return {
      sockets: active.filter((name) => /TCP|TLS/.test(name)).length,
      timers: active.filter((name) => /Timeout|Immediate/.test(name)).length,
      handles: active.length,
      listeners: listeners.reduce((sum, one) => sum + one, 0),
      heap: process.memoryUsage().heapUsed,
    }
  })
  return {
    kept: {
      'main: open sockets': main.sockets,
      'main: timers': main.timers,
      'main: active resources': main.handles,
      'main: listeners': main.listeners,
      'window: event listeners': metric('JSEventListeners'),
      'window: DOM nodes': metric('Nodes'),
    },
    megabytes: {
      'main: heap': main.heap / 1024 / 1024,
      'window: heap': metric('JSHeapUsedSize') / 1024 / 1024,
    },
  }
}
