import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { writeConfig } from '../support/app/driver.ts'
import { createAuthority } from '../support/certificates.ts'
import { trustInNss } from '../support/app/trust.ts'
import { startFront, type Front } from '../support/tlsFront.ts'
import { signIn, signInWithToken, waitForAlert, waitForStatus } from '../support/app/page.ts'
import { setStage } from './harness.ts'

const dayMs = 86_400_000
const refused = /This computer does not trust the server’s certificate\./
const expired = /The server’s certificate has expired or is not valid yet\./
const wrongName = /The server’s certificate is for another host name\./
const skip = process.platform === 'linux' ? false : 'the trust store of this system is not ours'

suite('a private authority', { skip }, () => {
  const stage = setStage()
  const authority = createAuthority()
  let front: Front
  before(async () => {
    const { port } = new URL(stage.sandbox().url)
    front = await startFront(Number(port), authority.issue())
  })
  after(() => front.stop())

  /** The configuration of the stage, with TLS. */
  async function secured(host = 'localhost'): Promise<string> {
    const { serverUrl, tokenService, ...rest } = stage.config()
    const over = (url: unknown) => {
      const address = new URL(String(url))
      return `https://${host}:${front.port}${address.pathname.replace(/^\/$/, '')}`
    }
    const { url } = tokenService as { url: string }
    return await writeConfig(stage.desktop(), {
      ...rest,
      serverUrl: over(serverUrl),
      tokenService: { url: over(url) },
    })
  }

  test('that the computer does not trust is refused in plain words, by requests and by the socket', async () => {
    const { page, quit } = await stage.launch({ config: await secured() })
    await signIn(page, 'alice')
    assert.match(await waitForAlert(page), refused)
    // This way opens a socket before any request.
    await signInWithToken(page, await stage.sandbox().issueToken('bob'))
    await page.getByRole('button', { name: 'Sign in with token' }).isEnabled()
    assert.match(await waitForAlert(page), refused)
    assert.equal(front.opened(), 0)
    await quit()
  })

  test('is not believed because the environment says to believe everybody', async () => {
    const { page, quit } = await stage.launch({
      config: await secured(),
      env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    })
    // This way opens a socket before any request.
    await signInWithToken(page, await stage.sandbox().issueToken('bob'))
    assert.match(await waitForAlert(page), refused)
    assert.equal(front.opened(), 0)
    await quit()
  })

  suite('that the computer trusts', () => {
    before(() => trustInNss(stage.desktop(), authority.cert))

    test('is met by requests and by the socket, at a start by the socket alone', async () => {
      const first = await stage.launch({ config: await secured() })
      await signIn(first.page, 'alice')
      await waitForStatus(first.page, 'Connected')
      await first.quit()
      const again = await stage.launch({ config: await secured(), userData: first.userData })
      await waitForStatus(again.page, 'Connected')
      await again.quit()
    })

    test('answers for no other name and no other time', async () => {
      for (const [certificate, words] of [
        [authority.issue({ names: ['chat.example'] }), wrongName],
        [authority.issue({ notAfter: Date.now() - dayMs }), expired],
      ] as const) {
        await front.show(certificate)
        const { page, quit } = await stage.launch({ config: await secured() })
        await signInWithToken(page, await stage.sandbox().issueToken('bob'))
        assert.match(await waitForAlert(page), words)
        await quit()
      }
      await front.show(authority.issue())
    })

    test('that is replaced by an unknown one takes the app offline and keeps the session', async () => {
      const { page, quit } = await stage.launch({ config: await secured() })
      await signIn(page, 'alice')
      await waitForStatus(page, 'Connected')
      await front.show(createAuthority('A stranger').issue())
      await waitForStatus(page, 'Offline')
      await page.getByText(refused).waitFor()
      await front.show(authority.issue())
      await waitForStatus(page, 'Connected')
      await quit()
    })
  })
})
