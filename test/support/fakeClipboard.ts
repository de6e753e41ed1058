import type { Clipboard } from '../../main/developer/temporaryClipboard.ts'

/** The clipboard of a desktop, which everybody shares. `late`: it answers with promises, as from Electron 44 on. */
export class FakeClipboard implements Clipboard {
  text = ''
  mode: 'prompt' | 'late' | 'broken' = 'prompt'

  readText(): string | Promise<string> {
    return this.#answer(() => this.text)
  }

  writeText(text: string): unknown {
    return this.#answer(() => void (this.text = text))
  }

  clear(): unknown {
    return this.#answer(() => void (this.text = ''))
  }

  #answer<Value>(act: () => Value): Value | Promise<Value> {
    if (this.mode === 'broken') throw new Error('The clipboard is not there.')
    return this.mode === 'late' ? Promise.resolve().then(act) : act()
  }
}
