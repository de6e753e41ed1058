import type { Calls, Events, KeptText, Reply, View } from '../../../preload/contract.ts'
import { createWindowState, type WindowState } from '../../../renderer/state/windowState.ts'
import type { Api } from '../../../renderer/api.ts'
import { FakeClock, settled } from '../../support/fakes.ts'
import * as scene from '../../components/harness/views.ts'

type CallName = keyof Calls
type Answer<Name extends CallName> = Awaited<ReturnType<Calls[Name]>>

/** The bridge as a test needs it: calls are recorded, and answered when the test wants. */
export class FakeBridge {
  readonly calls: { name: CallName; request: unknown }[] = []
  /** The state that main keeps over a reload of the page. */
  readonly texts = new Map<string, string>()
  readonly #replies = new Map<CallName, Reply<unknown>>([
    ['listChannels', { ok: true, value: scene.channels }],
    ['openChannel', { ok: true, value: scene.opened() }],
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

  /** Answers a call like this from now on. A call without an answer succeeds with nothing. */
  answer<Name extends CallName>(name: Name, reply: Answer<Name>): void {
    this.#held.delete(name)
    this.#replies.set(name, reply)
  }

  /** Holds the replies of a call back until they are released. */
  hold(name: CallName): void {
    this.#held.add(name)
  }

  /** Answers the calls that were held back. */
  async release<Name extends CallName>(name: Name, reply: Answer<Name>): Promise<void> {
    const waiting = this.#waiting.get(name)?.splice(0) ?? []
    for (const resolve of waiting) resolve(reply)
    await settled()
  }

  /** Sends an event to the window. */
  async tell<Name extends keyof Events>(name: Name, event: Events[Name]): Promise<void> {
    for (const listener of this.#listeners.get(name) ?? []) listener(event as never)
    await settled()
  }

  requests(name: CallName): unknown[] {
    return this.calls.filter((call) => call.name === name).map(({ request }) => request)
  }

  /** A page was replaced: nobody hears what is told to it, and nobody waits for its replies. */
  dropPage(): void {
    this.#listeners.clear()
    this.#waiting.clear()
  }

  #answer(name: CallName, request: unknown): Promise<Reply<unknown>> {
    if (name === 'keepText') return Promise.resolve(this.#keep(request as KeptText))
    this.calls.push({ name, request })
    if (this.#held.has(name)) {
      return new Promise((resolve) => {
        this.#waiting.set(name, [...(this.#waiting.get(name) ?? []), resolve])
      })
    }
    if (name === 'readKeptTexts') {
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

/** A window that shows a view, its bridge and its clock. */
export interface TestWindow {
  state: WindowState
  bridge: FakeBridge
  clock: FakeClock
  /** Shows another view. */
  show(view: View): Promise<void>
  /** Loads the page again: everything but what main keeps is gone. */
  reload(): Promise<TestWindow>
}

/** The state of a window that has not started yet. */
export function makeState(bridge: FakeBridge, clock = new FakeClock()): WindowState {
  let ids = 0
  return createWindowState({
    api: bridge.api,
    after: (delayMs, run) => clock.after(delayMs, run),
    now: () => clock.now(),
    newId: () => `id-${(ids += 1)}-${bridge.calls.length}`,
    loadSettings: () => new Promise(() => {}),
    loadTools: () => Promise.resolve({ Tools: () => null }),
  })
}

/** Opens a window at a view. */
export async function openWindow(
  view: View = scene.view(),
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
      await bridge.tell('view', next)
    },
    reload() {
      bridge.dropPage()
      return openWindow(shown, bridge)
    },
  }
}

export const ok = { ok: true, value: null } as const

/** A refusal with a code. */
export function refused(code: (Reply<never> & { ok: false })['code']) {
  return { ok: false, code, message: '', field: null } as const
}
