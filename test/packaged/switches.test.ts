import assert from 'node:assert/strict'
import { execFileSync, type ChildProcess } from 'node:child_process'
import { existsSync, readlinkSync } from 'node:fs'
import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import type { Page } from 'playwright'
import { sandboxSwitches, thisSystem } from '../../scripts/app/chromiumSandbox.mjs'
import { launchApp, newUserData, writeConfig } from '../support/app/driver.ts'
import { ended, startProcess } from '../support/app/processes.ts'
import { signIn, waitForAlert } from '../support/app/page.ts'
import { filesWith, setStage } from '../e2e/harness.ts'
import { createAuthority } from '../support/certificates.ts'
import { startProxy, type Proxy } from '../support/proxy.ts'
import { startFront, type Front } from '../support/tlsFront.ts'
import { place, startPackaged, until } from './app.ts'

const onlyLinux = {
  skip: process.platform === 'linux' ? false : 'a process is found by its lock on Linux',
}

suite('switches and variables of a start', () => {
  const stage = setStage()
  let front: Front
  let proxy: Proxy
  before(async () => {
    const { port } = new URL(stage.sandbox().url)
    front = await startFront(Number(port), createAuthority().issue())
    proxy = await startProxy()
  })
  after(async () => {
    await front.stop()
    await proxy.stop()
  })

  /** Starts the app as it is shipped, which nothing can attach to, and waits until it runs. */
  async function startShipped(...given: string[]) {
    const userData = await newUserData(stage.desktop())
    const switches = [
      ...sandboxSwitches(thisSystem(place.executable)),
      `--user-data-dir=${userData}`,
    ]
    const { env } = stage.desktop()
    const child = startProcess(place.executable, [...switches, ...given], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    const log = join(userData, 'logs/latchkey.log')
    await until(
      async () => existsSync(log) && (await readFile(log, 'utf8')).includes('app.started'),
    )
    return { child, userData, output: () => output }
  }

  for (const given of ['--remote-debugging-port=0', '-remote-debugging-port=0']) {
    test(`the shipped app opens no port for a debugger when it is told ${given}`, async () => {
      const { child, userData, output } = await startShipped(given)
      try {
        // Chromium opens the port before the window, and the log is begun after that.
        assert.doesNotMatch(output(), /DevTools listening/)
        assert.equal(existsSync(join(userData, 'DevToolsActivePort')), false)
      } finally {
        await end(child)
      }
    })
  }

  test(
    'for a switch that is read before our code the shipped app starts again without it',
    onlyLinux,
    async () => {
      const { child, userData } = await startShipped('--trace-startup=*', '--lang=de')
      const pid = Number(readlinkSync(join(userData, 'SingletonLock')).split('-').at(-1))
      try {
        assert.equal(child.exitCode, 0, 'the first run has ended')
        const command = execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
        assert.match(command, /--lang=de/)
        assert.doesNotMatch(command, /trace-startup/)
      } finally {
        process.kill(pid, 'SIGKILL')
      }
    },
  )

  for (const { name, isSecure, give, open, shut } of ways()) {
    test(`${name} works in development and not in the packaged app`, async () => {
      assertIncludes(await signInWith(inDevelopment, give, isSecure), open)
      assertIncludes(await signInWith(packaged, give, isSecure), shut)
    })
  }

  /** Ways to read or to redirect what is sent, with what comes of each where it is open and where it is shut. */
  function ways(): {
    name: string
    isSecure?: boolean
    give: (folder: string) => Partial<Way>
    open: Partial<Outcome>
    shut: Partial<Outcome>
  }[] {
    return [
      {
        name: '--log-net-log',
        give: (folder) => ({
          switches: [`--log-net-log=${folder}/net.json`, '--net-log-capture-mode=Everything'],
        }),
        open: { withSecrets: ['net.json'] },
        shut: { isSignedIn: true, written: [] },
      },
      {
        name: '--proxy-server',
        give: () => ({
          switches: [`--proxy-server=127.0.0.1:${proxy.port}`, '--proxy-bypass-list=<-loopback>'],
        }),
        open: { isSignedIn: true, isProxyAsked: true },
        shut: { isSignedIn: true, isProxyAsked: false },
      },
      {
        name: '--host-resolver-rules',
        give: () => ({ switches: ['--host-resolver-rules=MAP * 127.0.0.1:9'] }),
        open: { isSignedIn: false },
        shut: { isSignedIn: true },
      },
      {
        name: '--ignore-certificate-errors, and SSLKEYLOGFILE,',
        isSecure: true,
        give: (folder) => ({
          switches: ['--ignore-certificate-errors'],
          env: { SSLKEYLOGFILE: `${folder}/keys` },
        }),
        open: { isUntrustedServerAsked: true, written: ['keys'] },
        shut: { isSignedIn: false, isUntrustedServerAsked: false, written: [] },
      },
      {
        name: '--ssl-key-log-file',
        isSecure: true,
        give: (folder) => ({ switches: [`--ssl-key-log-file=${folder}/keys`] }),
        open: { written: ['keys'] },
        shut: { written: [] },
      },
    ]
  }

  /** Signs in with a password, to a server whose certificate nobody trusts if `isSecure`. */
  async function signInWith(
    launch: Launch,
    give: (folder: string) => Partial<Way>,
    isSecure = false,
  ): Promise<Outcome> {
    const userData = await newUserData(stage.desktop())
    const folder = await mkdtemp(join(stage.desktop().folder, 'written-'))
    const { tokenService, ...rest } = stage.config()
    const { url } = tokenService as { url: string }
    const secured = `https://localhost:${front.port}${new URL(url).pathname}`
    const config = await writeConfig(stage.desktop(), {
      ...rest,
      tokenService: { url: isSecure ? secured : url },
    })
    proxy.passed.length = 0
    const opened = front.opened()
    const { page, quit } = await launch({
      userData,
      config,
      switches: [],
      env: {},
      ...give(folder),
    })
    await signIn(page, 'alice')
    const signedIn = page.getByRole('button', { name: 'Account' }).waitFor()
    const isSignedIn = await Promise.race([
      signedIn.then(() => true),
      waitForAlert(page).then(() => false),
    ])
    signedIn.catch(() => undefined)
    await quit()
    return {
      isSignedIn,
      isUntrustedServerAsked: front.opened() > opened,
      isProxyAsked: proxy.passed.length > 0,
      written: (await readdir(folder)).toSorted(),
      withSecrets: await filesWithSecrets(folder),
    }
  }

  function inDevelopment(given: Given) {
    return launchApp({ desktop: stage.desktop(), ...given })
  }

  function packaged({ config, env, ...given }: Given) {
    const desktop = stage.desktop()
    return startPackaged({ desktop, ...given, env: { ...env, LATCHKEY_CONFIG: config } })
  }
})

interface Way {
  switches: string[]
  env: Record<string, string>
}

interface Given extends Way {
  userData: string
  config: string
}

type Launch = (given: Given) => Promise<{ page: Page; quit(): Promise<void> }>

interface Outcome {
  isSignedIn: boolean
  isUntrustedServerAsked: boolean
  isProxyAsked: boolean
  /** The files that a switch or a variable had written. */
  written: string[]
  /** Those of them that hold the password or a token. */
  withSecrets: string[]
}

/** Chromium logs bodies in Base64, so that the password has one of three spellings. */
async function filesWithSecrets(folder: string): Promise<string[]> {
  const spelt = ['', 'x', 'xx'].map((before) =>
    Buffer.from(`${before}alice-sandbox`).toString('base64').slice(4, 16),
  )
  const found: string[] = []
  for (const text of ['alice-sandbox', 'eyJ', ...spelt]) {
    found.push(...(await filesWith(folder, text)))
  }
  return [...new Set(found.map((path) => basename(path)))].toSorted()
}

function assertIncludes(outcome: Outcome, wanted: Partial<Outcome>): void {
  assert.deepEqual({ ...outcome, ...wanted }, outcome)
}

function end(child: ChildProcess): Promise<void> {
  return ended(child, () => child.kill('SIGKILL'))
}
