import type { Ground, Running } from '../../test/e2e/faults/ground.ts'
import {
  openTheirChannel,
  say,
  seeReason,
  seeStatus,
  seeText,
  signIn,
} from '../../test/e2e/faults/person.ts'
import type { Group, Row, Seen } from '../../test/e2e/faults/row.ts'
import { mustArriveOnce, mustCall, mustKeep } from '../../test/e2e/faults/witness.ts'
import { pause } from '../../test/support/app/waiting.ts'
import type { Nginx, NginxMode } from './nginx.ts'
import { withNginx } from './withNginx.ts'

/** Alice, connected through a new nginx, in her channel with Bob. */
async function behindNginx<Result>(
  ground: Ground,
  idleSeconds: number,
  run: (app: Running, nginx: Nginx) => Promise<Result>,
): Promise<Result> {
  return withNginx(ground, idleSeconds, async (config, nginx) => {
    const app = await ground.launch({ config })
    await signIn(app.page, 'alice')
    await seeStatus(app.page, 'Connected')
    await openTheirChannel(app.page)
    ground.sandbox.faults.act({ action: 'resetCounters' })
    return await run(app, nginx)
  })
}

async function talk(ground: Ground): Promise<Seen> {
  return behindNginx(ground, 60, async (app) => {
    const text = 'Written behind nginx'
    await say(app.page, text)
    await mustArriveOnce(ground.sandbox, text)
    await mustKeep(app)
    return { saw: await seeStatus(app.page, 'Connected'), recoveredMs: null }
  })
}

/** The client's health check comes each 25 s, so nginx ends every socket before it. */
async function endIdle(ground: Ground): Promise<Seen> {
  return behindNginx(ground, 10, async (app) => {
    await pause(12_000)
    const saw = await seeStatus(app.page, 'Connected', 15_000)
    const text = 'Written after nginx ended an idle socket'
    await say(app.page, text)
    await mustArriveOnce(ground.sandbox, text, 15_000)
    mustCall(ground.sandbox, 0)
    await mustKeep(app)
    return { saw, recoveredMs: null }
  })
}

/** New sockets and requests meet an error page in HTML for a while. */
async function errorPage(ground: Ground, mode: NginxMode): Promise<Seen> {
  const { sandbox } = ground
  return behindNginx(ground, 60, async (app, nginx) => {
    await nginx.replaceProcess(mode)
    sandbox.faults.act({ action: 'cut' })
    const saw = await seeReason(app.page, 'Offline', /has a problem/)
    const text = `Written while nginx answered in the mode ${mode}`
    await say(app.page, text)
    await mustKeep(app)
    await pause(1_500)
    await nginx.replaceProcess('passes')
    const since = ground.heal()
    await seeStatus(app.page, 'Connected', 20_000)
    const recoveredMs = since()
    await mustArriveOnce(sandbox, text)
    mustCall(sandbox, 0)
    return { saw, recoveredMs }
  })
}

async function limit(ground: Ground): Promise<Seen> {
  return behindNginx(ground, 60, async (app, nginx) => {
    await nginx.replaceProcess('limits')
    const text = 'Written while nginx limited messages'
    await say(app.page, text)
    const saw = await seeText(app.page, /Waiting to be sent/)
    await pause(1_500)
    await nginx.replaceProcess('passes')
    const since = ground.heal()
    // The page names no time, so the pauses between the tries have grown: to half a minute at most.
    await mustArriveOnce(ground.sandbox, text, 40_000)
    mustCall(ground.sandbox, 0)
    await mustKeep(app)
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
    run: (ground) => errorPage(ground, 'backendDown'),
  },
  {
    fault: 'nginx is in maintenance',
    how: `${how}; its 503 page in HTML, sockets cut`,
    run: (ground) => errorPage(ground, 'maintenance'),
  },
  {
    fault: 'nginx limits messages',
    how: `${how}; its 429 page in HTML`,
    run: limit,
  },
]

export const reverseProxy: Group = { name: 'Reverse proxy', rows }
