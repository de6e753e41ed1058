import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { SandboxFaults } from '../../../../preload/contract.ts'
import { createDeveloperState } from '../../../../renderer/developer/developerState.ts'
import { noFaults } from '../../../../sandbox/faultList.ts'
import { textsOf, typeInto } from '../../../../renderer/state/form.ts'
import { findings, pasted, report } from '../../../components/harness/developerTools.ts'
import { settled } from '../../../support/fakes.ts'
import { openWindow, refused, type TestWindow } from '../fakeBridge.ts'

const own = { ok: true, value: { url: 'https://api.acme.example/token', signIn: 'none' } } as const

function tools({ state, bridge }: TestWindow) {
  const developer = createDeveloperState(bridge.api, state)
  const { serviceChecks: checks, tokenInspector: inspector, sandbox: faults } = developer
  return { checks, inspector, faults, filter: developer.eventFilter, timeline: developer.timeline }
}

async function openTools() {
  const window = await openWindow()
  await window.state.panel.toggle()
  return { ...window, ...tools(window) }
}

suite('the form of the token service check', () => {
  test('accepts text in the first frame', async () => {
    const { checks, bridge } = await openTools()
    bridge.answer('readTokenService', own)
    const check = checks.of('acme')
    typeInto(check.form, 'userId', 'alice')
    await check.readOwn()
    assert.equal(checks.of('acme'), check)
    assert.deepEqual(textsOf(check.form), {
      tokenServiceUrl: own.value.url,
      userId: 'alice',
      password: '',
      token: '',
    })
    assert.equal(check.asks.value, 'none')
  })

  for (const typed of ['https://mine.example', '']) {
    test(`keeps the typed URL ${JSON.stringify(typed)} while the workspace’s own loads`, async () => {
      const { checks, bridge } = await openTools()
      bridge.hold('readTokenService')
      const check = checks.of('acme')
      void check.readOwn()
      typeInto(check.form, 'tokenServiceUrl', 'https://mine.example')
      typeInto(check.form, 'tokenServiceUrl', typed)
      await bridge.release('readTokenService', own)
      assert.equal(check.form.values.tokenServiceUrl.value, typed)
      assert.equal(check.asks.value, 'password', 'what the other address asks for does not fit')
    })
  }

  test('keeps the selection while the workspace’s own loads', async () => {
    const { checks, bridge } = await openTools()
    bridge.hold('readTokenService')
    const check = checks.of('acme')
    void check.readOwn()
    check.chooseAsks('password')
    await bridge.release('readTokenService', own)
    assert.equal(check.form.values.tokenServiceUrl.value, own.value.url)
    assert.equal(check.asks.value, 'password')
  })

  test('loads the workspace’s own again only after a failure', async () => {
    const { checks, bridge } = await openTools()
    bridge.answer('readTokenService', refused('internal'))
    await checks.of('acme').readOwn()
    bridge.answer('readTokenService', own)
    await checks.of('acme').readOwn()
    await checks.of('acme').readOwn()
    assert.equal(bridge.requests('readTokenService').length, 2)
    assert.equal(checks.of('acme').form.values.tokenServiceUrl.value, own.value.url)
  })

  test('belongs to its workspace and returns with it', async () => {
    const { checks, bridge } = await openTools()
    bridge.hold('readTokenService')
    const acme = checks.of('acme')
    void acme.readOwn()
    typeInto(acme.form, 'userId', 'alice')
    const sandbox = checks.of('sandbox')
    typeInto(sandbox.form, 'userId', 'bob')
    await bridge.release('readTokenService', own)
    assert.equal(sandbox.form.values.tokenServiceUrl.value, '', 'the late answer was for the other')
    assert.equal(checks.of('acme').form.values.userId.value, 'alice')
    assert.equal(acme.form.values.tokenServiceUrl.value, own.value.url)
  })

  test('keeps text typed during a check, including the next password', async () => {
    const { checks, bridge } = await openTools()
    bridge.hold('checkTokenService')
    const { form, run } = checks.of('acme')
    typeInto(form, 'tokenServiceUrl', own.value.url)
    typeInto(form, 'userId', 'alice')
    typeInto(form, 'password', 'wonderland')
    void run()
    typeInto(form, 'userId', 'bob')
    typeInto(form, 'password', 'builder')
    const passed = findings.filter(({ verdict }) => verdict !== 'fail')
    const value = { ...report, findings: passed }
    await bridge.release('checkTokenService', { ok: true, value })
    assert.equal(form.values.userId.value, 'bob')
    assert.equal(form.values.password.value, 'builder')
    void run()
    await bridge.release('checkTokenService', { ok: true, value })
    assert.equal(form.values.password.value, '')
  })

  test('stops when its workspace is left, and keeps its findings', async () => {
    const { checks, bridge } = await openTools()
    bridge.hold('checkTokenService')
    const acme = checks.of('acme')
    typeInto(acme.form, 'tokenServiceUrl', own.value.url)
    typeInto(acme.form, 'userId', 'alice')
    typeInto(acme.form, 'password', 'wonderland')
    void acme.run()
    const sandbox = checks.of('sandbox')
    assert.equal(bridge.requests('stopCheck').length, 1)
    const [finding] = findings
    assert.ok(finding)
    await bridge.emit('finding', finding)
    assert.equal(acme.findings.value.length, 1)
    assert.equal(sandbox.findings.value.length, 0)
  })

  test('survives a reload, except the password', async () => {
    const window = await openTools()
    const { form, chooseAsks } = window.checks.of('acme')
    for (const name of ['tokenServiceUrl', 'userId', 'password'] as const)
      typeInto(form, name, name)
    chooseAsks('none')
    const { checks } = tools(await window.reload())
    const again = checks.of('acme')
    window.bridge.answer('readTokenService', {
      ok: true,
      value: { ...own.value, signIn: 'password' },
    })
    await again.readOwn()
    assert.deepEqual(textsOf(again.form), {
      tokenServiceUrl: 'tokenServiceUrl',
      userId: 'userId',
      password: '',
      token: '',
    })
    assert.equal(again.asks.value, 'none')
  })

  test('asks for a check of sign-outs where the workspace’s own service takes them', async () => {
    const { checks, bridge } = await openTools()
    const value = { ...own.value, signIn: 'none', signOut: 'delete' } as const
    bridge.answer('readTokenService', { ok: true, value })
    const service = checks.of('acme')
    await service.readOwn()
    typeInto(service.form, 'userId', 'alice')
    bridge.hold('checkTokenService')
    void service.run()
    assert.deepEqual(bridge.requests('checkTokenService'), [
      { url: value.url, userId: 'alice', password: '', signIn: 'none', signOut: 'delete' },
    ])
  })

  test('clears only its password when the tools close', async () => {
    const { checks, state } = await openTools()
    const { form } = checks.of('acme')
    typeInto(form, 'userId', 'alice')
    typeInto(form, 'password', 'wonderland')
    await state.panel.toggle()
    assert.equal(form.values.password.value, '')
    assert.equal(form.values.userId.value, 'alice')
  })
})

suite('the token inspector', () => {
  test('clears the inspected token, and keeps one pasted meanwhile', async () => {
    const { inspector, bridge } = await openTools()
    const { paste, readPasted } = inspector
    bridge.hold('inspectToken')
    typeInto(paste, 'token', 'a.b.c')
    void readPasted()
    typeInto(paste, 'token', 'd.e.f')
    await bridge.release('inspectToken', { ok: true, value: pasted() })
    assert.equal(paste.values.token.value, 'd.e.f')
    void readPasted()
    await bridge.release('inspectToken', { ok: true, value: pasted() })
    assert.equal(paste.values.token.value, '')
  })

  test('keeps an unreadable token, and never gives one to main to keep', async () => {
    const { inspector, bridge } = await openTools()
    bridge.answer('inspectToken', refused('tokenMalformed'))
    typeInto(inspector.paste, 'token', 'a.b.c')
    await inspector.readPasted()
    assert.equal(inspector.paste.values.token.value, 'a.b.c')
    assert.equal(bridge.texts.size, 0)
  })
})

/** A reply with these faults changed. */
function set(change: Partial<SandboxFaults>) {
  return { ok: true, value: { current: { ...noFaults, ...change }, defaults: noFaults } } as const
}

suite('a changed fault', () => {
  async function openFaults() {
    const window = await openTools()
    window.bridge.answer('readFaults', set({}))
    await window.faults.read()
    const shown = (name: keyof SandboxFaults) => {
      const known = window.faults.known.value
      return known.state === 'read' ? known.faults[name] : assert.fail(known.state)
    }
    return { ...window, shown }
  }

  test('stays when the reply to an earlier call arrives', async () => {
    const { faults, bridge, shown } = await openFaults()
    bridge.hold('readFaults')
    bridge.hold('changeFaults')
    void faults.read()
    void faults.change({ network: 'off' })
    await bridge.release('readFaults', set({}))
    assert.equal(shown('network'), 'off')
    await bridge.release('changeFaults', set({ network: 'off' }))
    assert.equal(shown('network'), 'off')
  })

  test('is undone when the sandbox rejects it', async () => {
    const { faults, bridge, shown } = await openFaults()
    bridge.answer('changeFaults', refused('badInput'))
    await faults.change({ network: 'off' })
    assert.equal(shown('network'), 'on')
  })
})

suite('a number typed for a fault', () => {
  const typed = { text: '15', isInvalid: false }

  test('stays until it is in effect', async () => {
    const { faults, bridge } = await openTools()
    bridge.answer('readFaults', set({}))
    await faults.read()
    faults.typeNumber('chatDelayMs', typed)
    await faults.read()
    bridge.answer('readFaults', refused('internal'))
    await faults.read()
    assert.equal(faults.known.value.state, 'read', 'the switches stay on the screen')
    bridge.answer('changeFaults', refused('badInput'))
    await faults.change({ chatDelayMs: 15 })
    assert.deepEqual(faults.typed.value.chatDelayMs, typed)
    bridge.answer('changeFaults', set({ chatDelayMs: 15 }))
    await faults.change({ chatDelayMs: 15 })
    assert.equal(faults.typed.value.chatDelayMs, undefined)
  })

  test('is not replaced by a late reply to another change', async () => {
    const { faults, bridge } = await openTools()
    bridge.hold('changeFaults')
    faults.typeNumber('chatDelayMs', { text: '1', isInvalid: false })
    void faults.change({ chatDelayMs: 1 })
    faults.typeNumber('chatDelayMs', typed)
    faults.typeNumber('clockSkewSeconds', typed)
    await bridge.release('changeFaults', set({ chatDelayMs: 1 }))
    assert.deepEqual(faults.typed.value, { chatDelayMs: typed, clockSkewSeconds: typed })
  })

  test('is cleared by a reset', async () => {
    const { faults, bridge } = await openTools()
    faults.typeNumber('chatDelayMs', typed)
    bridge.answer('runSandboxAction', set({}))
    await faults.act('cut')
    assert.deepEqual(faults.typed.value, { chatDelayMs: typed })
    await faults.act('reset')
    assert.deepEqual(faults.typed.value, {})
  })
})

suite('the filter of the timeline', () => {
  test('survives a reload', async () => {
    const window = await openTools()
    window.filter.typeText('renewal')
    assert.equal(tools(await window.reload()).filter.text.value, 'renewal')
  })

  test('keeps the events on the screen during a reload', async () => {
    const { timeline, bridge } = await openTools()
    bridge.answer('readTimeline', { ok: true, value: [] })
    const stop = timeline.follow()
    await settled()
    stop()
    bridge.hold('readTimeline')
    const stopAgain = timeline.follow()
    assert.equal(timeline.events.value.state, 'read')
    stopAgain()
  })
})
