import type { FaultHarness } from '../../test/e2e/faults/faultHarness.ts'
import type { LaunchedApp } from '../../test/e2e/harness.ts'
import {
  openChannel,
  sendMessage,
  waitForReason,
  waitForStatus,
  waitForText,
  signIn,
} from '../../test/support/app/page.ts'
import type { Group, Row, Seen } from '../../test/e2e/faults/row.ts'
import {
  assertArrivedOnce,
  assertTokenServiceCalls,
  assertSaved,
} from '../../test/e2e/faults/assertions.ts'
import { pause } from '../../test/support/app/waiting.ts'
import type { Nginx, NginxMode } from './nginx.ts'
import { withNginx } from './withNginx.ts'

/** Alice, connected through a new nginx, in her channel with Bob. */
async function behindNginx<Result>(
  harness: FaultHarness,
  idleSeconds: number,
  run: (app: LaunchedApp, nginx: Nginx) => Promise<Result>,
): Promise<Result> {
  return withNginx(harness, idleSeconds, async (config, nginx) => {
    const app = await harness.launch({ config })
    await signIn(app.page, 'alice')
    await waitForStatus(app.page, 'Connected')
    await openChannel(app.page)
    harness.sandbox.faults.act({ action: 'resetCounters' })
    return await run(app, nginx)
  })
}

async function talk(harness: FaultHarness): Promise<Seen> {
  return behindNginx(harness, 60, async (app) => {
    const text = 'Written behind nginx'
    await sendMessage(app.page, text)
    await assertArrivedOnce(harness.sandbox, text)
    await assertSaved(app)
    return { saw: await waitForStatus(app.page, 'Connected'), recoveredMs: null }
  })
}

/** The client's health check comes each 25 s, so nginx ends every socket before it. */
async function endIdle(harness: FaultHarness): Promise<Seen> {
  return behindNginx(harness, 10, async (app) => {
    await pause(12_000)
    const saw = await waitForStatus(app.page, 'Connected', 15_000)
    const text = 'Written after nginx ended an idle socket'
    await sendMessage(app.page, text)
    await assertArrivedOnce(harness.sandbox, text, 15_000)
    assertTokenServiceCalls(harness.sandbox, 0)
    await assertSaved(app)
    return { saw, recoveredMs: null }
  })
}

/** New sockets and requests meet an error page in HTML for a while. */
async function errorPage(harness: FaultHarness, mode: NginxMode): Promise<Seen> {
  const { sandbox } = harness
  return behindNginx(harness, 60, async (app, nginx) => {
    await nginx.replaceProcess(mode)
    sandbox.faults.act({ action: 'cut' })
    const saw = await waitForReason(app.page, 'Offline', /has a problem/)
    const text = `Written while nginx answered in the mode ${mode}`
    await sendMessage(app.page, text)
    await assertSaved(app)
    await pause(1_500)
    await nginx.replaceProcess('passes')
    const since = harness.heal()
    await waitForStatus(app.page, 'Connected', 20_000)
    const recoveredMs = since()
    await assertArrivedOnce(sandbox, text)
    assertTokenServiceCalls(sandbox, 0)
    return { saw, recoveredMs }
  })
}

async function limit(harness: FaultHarness): Promise<Seen> {
  return behindNginx(harness, 60, async (app, nginx) => {
    await nginx.replaceProcess('limits')
    const text = 'Written while nginx limited messages'
    await sendMessage(app.page, text)
    const saw = await waitForText(app.page, /Waiting to be sent/)
    await pause(1_500)
    await nginx.replaceProcess('passes')
    const since = harness.heal()
    // The page names no time, so the pauses between the tries have grown: to half a minute at most.
    await assertArrivedOnce(harness.sandbox, text, 40_000)
    assertTokenServiceCalls(harness.sandbox, 0)
    await assertSaved(app)
    return { saw, recoveredMs: since() }
  })
}

const how = 'a real nginx with TLS and HTTP/2, under /chat/v1'

const rows: Row[] = [
  { fault: 'nginx passes everything on', how, run: talk },
  {
    fault: 'nginx ends sockets that are idle for 10 s',
    how: `${how}; proxy_read_timeout 10s`,
    run: endIdle,
  },
  {
    fault: 'the backend restarts behind nginx',
    how: `${how}; its 502 page in HTML, sockets cut`,
    run: (harness) => errorPage(harness, 'backendDown'),
  },
  {
    fault: 'nginx is in maintenance',
    how: `${how}; its 503 page in HTML, sockets cut`,
    run: (harness) => errorPage(harness, 'maintenance'),
  },
  {
    fault: 'nginx limits messages',
    how: `${how}; its 429 page in HTML`,
    run: limit,
  },
]

export const reverseProxy: Group = { name: 'Reverse proxy', rows }
