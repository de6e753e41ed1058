import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { typeInto } from '../../../../renderer/state/form.ts'
import * as views from '../../../components/harness/views.ts'
import { openWindow, type TestWindow } from '../fakeBridge.ts'

const other = { ...views.proxy, host: 'other.example:3128' }
const asking = (proxy = views.proxy) => views.view({ proxy })
const quiet = views.view()
const host = views.proxy.host

function type({ state }: TestWindow, text = 'half a pass', of = host): void {
  typeInto(state.proxyLogin.formFor(of), 'proxyUsername', 'ada')
  typeInto(state.proxyLogin.formFor(of), 'proxyPassword', text)
  state.proxyLogin.focused(of, 'proxyPassword')
}

const shownHost = ({ state }: Pick<TestWindow, 'state'>) =>
  state.proxyLogin.shown.value?.host ?? null

const typed = ({ state }: TestWindow, of = host) => {
  const { proxyUsername, proxyPassword } = state.proxyLogin.formFor(of).values
  return [proxyUsername.value, proxyPassword.value]
}

suite('the proxy dialog', () => {
  test('stays open when the challenge is withdrawn and repeated at once', async () => {
    const window = await openWindow(asking())
    type(window)
    const shown: (string | null)[] = []
    window.state.proxyLogin.shown.subscribe((question) => shown.push(question?.host ?? null))
    await window.show(quiet)
    await window.clock.turn(1_900)
    await window.show(asking())
    await window.clock.turn(60_000)
    assert.ok(!shown.includes(null), 'it was on the screen all the time')
    assert.deepEqual(typed(window), ['ada', 'half a pass'])
  })

  test('closes when the challenge ends, and reopens where it was left', async () => {
    const window = await openWindow(asking())
    type(window)
    await window.show(quiet)
    await window.clock.turn(2_000)
    assert.equal(shownHost(window), null)
    await window.show(asking())
    assert.equal(shownHost(window), host)
    assert.deepEqual(typed(window), ['ada', 'half a pass'])
    assert.equal(window.state.proxyLogin.lastField(host), 'proxyPassword')
  })

  test('stays open while the person types in it', async () => {
    const window = await openWindow(asking())
    type(window)
    await window.show(quiet)
    for (let letter = 0; letter < 5; letter += 1) {
      window.state.typing.typed()
      await window.clock.turn(1_800)
      assert.equal(shownHost(window), host)
    }
    await window.clock.turn(2_500)
    assert.equal(shownHost(window), null)
  })

  test('sends a withdrawn challenge’s answer when it is repeated', async () => {
    const window = await openWindow(asking())
    type(window, 'whole')
    await window.show(quiet)
    await window.state.proxyLogin.answer()
    assert.deepEqual(window.bridge.requests('answerProxy'), [])
    await window.show(asking())
    assert.deepEqual(window.bridge.requests('answerProxy'), [
      { host, username: 'ada', password: 'whole' },
    ])
    assert.deepEqual(typed(window), ['ada', ''])
  })

  test('of another proxy has its own form, without the first password', async () => {
    const window = await openWindow(asking())
    type(window)
    await window.show(asking(other))
    assert.equal(shownHost(window), other.host)
    assert.deepEqual(typed(window, other.host), ['', ''])
    await window.state.proxyLogin.answer()
    assert.deepEqual(window.bridge.requests('answerProxy'), [])
    await window.show(asking())
    assert.deepEqual(typed(window), ['ada', 'half a pass'])
  })

  test('never sends an answer to another proxy', async () => {
    const window = await openWindow(asking())
    type(window, 'for the first')
    type(window, 'for the other', other.host)
    await window.show(quiet)
    await window.state.proxyLogin.answer()
    await window.show(asking(other))
    assert.deepEqual(window.bridge.requests('answerProxy'), [])
  })

  test('closes at once after an answer or a cancel', async () => {
    for (const end of ['answer', 'cancel'] as const) {
      const window = await openWindow(asking())
      type(window)
      await window.state.proxyLogin[end]()
      await window.show(quiet)
      assert.equal(shownHost(window), null)
      assert.equal(window.bridge.requests(`${end}Proxy`).length, 1)
      await window.show(asking())
      assert.deepEqual(typed(window), ['ada', ''])
    }
  })

  test('does not reopen after a cancel because of an earlier view', async () => {
    const window = await openWindow(asking())
    await window.state.proxyLogin.cancel()
    await window.show(asking())
    assert.equal(shownHost(window), null)
    await window.show(quiet)
    await window.show(asking())
    assert.equal(shownHost(window), host, 'a new one does')
  })

  test('waits until the person stops typing elsewhere, and never opens if withdrawn before', async () => {
    const window = await openWindow(quiet)
    const { typing } = window.state
    typing.typed()
    await window.show(asking())
    assert.equal(shownHost(window), null)
    await window.clock.turn(2_000)
    typing.typed()
    await window.clock.turn(2_000)
    assert.equal(shownHost(window), null)
    await window.clock.turn(500)
    assert.equal(shownHost(window), host)

    const second = await openWindow(quiet)
    second.state.typing.typed()
    await second.show(asking())
    await second.show(quiet)
    second.state.typing.finished()
    assert.equal(shownHost(second), null)
  })

  test('keeps the user name across a reload, but not the password', async () => {
    const window = await openWindow(asking())
    type(window)
    assert.deepEqual(typed(await window.reload()), ['ada', ''])
  })
})
