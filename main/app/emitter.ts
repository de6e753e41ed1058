/** Events by name, with the value that each carries. */
export interface Emitter<Events> {
  /** Calls the listener at each later event. */
  on<Name extends keyof Events>(name: Name, listener: (value: Events[Name]) => void): void
  /**
   * Calls the listeners in the order in which they came. Without one, nothing happens. An event that a listener causes is
   * delivered after the one that it listens to.
   */
  emit<Name extends keyof Events>(name: Name, value: Events[Name]): void
}

/** Lets a part report to parts that are made after it. */
export function createEmitter<Events>(): Emitter<Events> {
  const listeners: { [Name in keyof Events]?: ((value: Events[Name]) => void)[] } = {}
  /**
   * Electron's `webContents.send` runs waiting promise reactions before it sends. An event from there would reach the window
   * before the one that is being sent, so that the older view is shown last.
   */
  const waiting: (() => void)[] = []
  let isEmitting = false

  function deliverAll(): void {
    try {
      for (let deliver = waiting.shift(); deliver; deliver = waiting.shift()) deliver()
    } finally {
      // A listener has failed. That costs no other event.
      if (waiting.length > 0) deliverAll()
    }
  }

  return {
    on(name, listener) {
      listeners[name] = [...(listeners[name] ?? []), listener]
    },
    emit(name, value) {
      waiting.push(() => {
        for (const listener of listeners[name] ?? []) listener(value)
      })
      if (isEmitting) return
      isEmitting = true
      try {
        deliverAll()
      } finally {
        isEmitting = false
      }
    },
  }
}
