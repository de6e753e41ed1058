import type { Calls, Events, KeptInput, Reply, View } from '../../../preload/contract.ts'
import { createWindowState, type WindowState } from '../../../renderer/state/windowState.ts'
import type { Api } from '../../../renderer/api.ts'
import { FakeClock, settled } from '../../support/fakes.ts'
import * as views from '../../components/harness/views.ts'

type CallName = keyof Calls
type Answer<Name extends CallName> = Awaited<ReturnType<Calls[Name]>>

/** A fake bridge that records calls and answers them when the test says so. */
export class FakeBridge {
  readonly calls: { name: CallName; request: unknown }[] = []
  /** The state that main keeps over a reload of the page. */
  readonly texts = new Map<string, string>()
  readonly #replies = new Map<CallName, Reply<unknown>>([
    ['checkWorkspace', { ok: true, value: [] }],
    ['listChannels', { ok: true, value: views.channelPage() }],
    ['openChannel', { ok: true, value: views.opened() }],
  ])
  readonly #held = new Set<CallName>()
  readonly #waiting = new Map<CallName, ((reply: Reply<unknown>) => void)[]>()
  readonly #listeners = new Map<keyof Events, Set<(event: never) => void>>()
  readonly api: Api

  constructor() {
    const call = (name: CallName) => (request: unknown) => this.#answer(name, request)
    const on: Api['on'] = (name, listener) => {
      const listeners = this.#listeners.get(name) ?? new Set()
      this.#listeners.set(name, listeners.add(listener))
      return () => listeners.delete(listener)
    }
    this.api = new Proxy({ on } as Api, {
      get: (target, name) => (name === 'on' ? target.on : call(name as CallName)),
    })
  }

  /** Sets the reply to a call. A call without one succeeds with null. */
  answer<Name extends CallName>(name: Name, reply: Answer<Name>): void {
    this.#held.delete(name)
    this.#replies.set(name, reply)
  }

  /** Delays the replies to a call until `release`. */
  hold(name: CallName): void {
    this.#held.add(name)
  }

  /** Answers the held calls. */
  async release<Name extends CallName>(name: Name, reply: Answer<Name>): Promise<void> {
    const waiting = this.#waiting.get(name)?.splice(0) ?? []
    for (const resolve of waiting) resolve(reply)
    await settled()
  }

  /** Sends an event to the window. */
  async emit<Name extends keyof Events>(name: Name, event: Events[Name]): Promise<void> {
    for (const listener of this.#listeners.get(name) ?? []) listener(event as never)
    await settled()
  }

  requests(name: CallName): unknown[] {
    return this.calls.filter((call) => call.name === name).map(({ request }) => request)
  }

  /** Drops the listeners and held calls of a replaced page. */
  dropPage(): void {
    this.#listeners.clear()
    this.#waiting.clear()
  }

  #answer(name: CallName, request: unknown): Promise<Reply<unknown>> {
    if (name === 'keepInput') return Promise.resolve(this.#keep(request as KeptInput))
    this.calls.push({ name, request })
    if (this.#held.has(name)) {
      return new Promise((resolve) => {
        this.#waiting.set(name, [...(this.#waiting.get(name) ?? []), resolve])
      })
    }
    if (name === 'readKeptInputs') {
      const texts = [...this.texts].map(([key, text]) => ({ key, text }))
      return Promise.resolve({ ok: true, value: texts })
    }
    return Promise.resolve(this.#replies.get(name) ?? { ok: true, value: null })
  }

  #keep({ key, text }: { key: string; text: string | null }): Reply<null> {
    if (text === null) this.texts.delete(key)
    else this.texts.set(key, text)
    return { ok: true, value: null }
  }
}

/** A window's state with its fake bridge and clock. */
export interface TestWindow {
  state: WindowState
  bridge: FakeBridge
  clock: FakeClock
  /** Shows another view. */
  show(view: View): Promise<void>
  /** Reloads the page. Only main's kept inputs survive. */
  reload(): Promise<TestWindow>
}

/** The state of a window before its start. */
export function makeState(bridge: FakeBridge, clock = new FakeClock()): WindowState {
  let ids = 0
  return createWindowState({
    api: bridge.api,
    after: (delayMs, run) => clock.after(delayMs, run),
    now: () => clock.now(),
    newId: () => `id-${(ids += 1)}-${bridge.calls.length}`,
    loadEditor: () => new Promise(() => {}),
    loadSettings: () => new Promise(() => {}),
    loadTools: () => Promise.resolve({ Tools: () => null }),
  })
}

/** Opens a window with a view. */
export async function openWindow(
  view: View = views.view(),
  bridge = new FakeBridge(),
): Promise<TestWindow> {
  const clock = new FakeClock()
  bridge.answer('readView', { ok: true, value: view })
  const state = makeState(bridge, clock)
  await state.start()
  await settled()
  let shown = view
  return {
    state,
    bridge,
    clock,
    async show(next) {
      shown = next
      await bridge.emit('view', next)
    },
    reload() {
      bridge.dropPage()
      return openWindow(shown, bridge)
    },
  }
}

export const ok = { ok: true, value: null } as const

/** A failed reply with a code. */
export function refused(code: (Reply<never> & { ok: false })['code']) {
  return { ok: false, code, message: '', field: null } as const
}
