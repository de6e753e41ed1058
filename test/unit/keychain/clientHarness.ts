import { createKeychain } from '../../../main/keychain/client.ts'
import { FakeChild } from '../../support/fakeKeychain.ts'
import { FakeMainLog } from '../../support/fakeLog.ts'
import { FakeClock } from '../../support/fakes.ts'

/** A keychain whose processes are fakes; `mode` is that of the next one. */
export function openKeychain(asksEachProgram = () => Promise.resolve(true)) {
  const clock = new FakeClock()
  const log = new FakeMainLog()
  const entries = new Map<string, string>()
  const children: FakeChild[] = []
  const next: { mode: FakeChild['mode'] | 'unstartable' } = { mode: 'ok' }
  const waited: boolean[] = []
  const keychain = createKeychain({
    clock,
    log,
    waiting: (isWaiting) => void waited.push(isWaiting),
    service: 'Latchkey',
    asksEachProgram,
    fork() {
      if (next.mode === 'unstartable') throw new Error('spawn failed')
      const child = new FakeChild(entries)
      child.mode = next.mode
      children.push(child)
      return child
    },
  })
  return { clock, log, entries, children, next, keychain, waited }
}

export const running = (children: FakeChild[]) => children.filter(({ isKilled }) => !isKilled)
