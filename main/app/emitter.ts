/** Events by name, with the value that each carries. */
export interface Emitter<Events> {
  /** Calls the listener at each later event. */
  on<Name extends keyof Events>(name: Name, listener: (value: Events[Name]) => void): void
  /** Calls the listeners in the order in which they came. Without one, nothing happens. */
  emit<Name extends keyof Events>(name: Name, value: Events[Name]): void
}

/** Lets a part report to parts that are made after it. */
export function createEmitter<Events>(): Emitter<Events> {
  const listeners: { [Name in keyof Events]?: ((value: Events[Name]) => void)[] } = {}
  return {
    on(name, listener) {
      listeners[name] = [...(listeners[name] ?? []), listener]
    },
    emit(name, value) {
      for (const listener of listeners[name] ?? []) listener(value)
    },
  }
}
