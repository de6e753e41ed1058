import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { jwtVerify } from 'jose'
import jwt from 'jsonwebtoken'
import { systemClock } from '../../../main/platform/clock.ts'
import { checkTokenService } from '../../../main/developer/serviceCheck/check.ts'
import { createTokenService } from '../../../main/workspaces/tokenService.ts'
import { startExample, startJsonwebtokenExample, type Example } from './example.ts'

const { signal } = new AbortController()

const examples: [name: string, start: (t: TestContext) => Promise<Example>][] = [
  ['the example of docs/token-service.md, with jose', startExample],
  ['the same written with jsonwebtoken', startJsonwebtokenExample],
]

for (const [name, start] of examples) {
  test(`${name} passes each probe, and its tokens verify with both libraries`, async (t) => {
    const { url, secret } = await start(t)
    const { findings } = await checkTokenService(
      {
        url,
        userId: 'alice',
        password: 'alice-example',
        signIn: 'password',
        signOut: 'delete',
      },
      { fetch, clock: systemClock, tell: () => undefined },
      signal,
    )
    assert.ok(findings.length >= 21)
    assert.deepEqual(
      findings.filter(({ verdict }) => verdict !== 'pass'),
      [],
    )

    const service = createTokenService(new URL(url), { fetch })
    const raw = (await service.signIn('alice', 'alice-example', signal)).token.reveal()
    const { payload } = await jwtVerify(raw, new TextEncoder().encode(secret))
    assert.equal(payload['user_id'], 'alice')
    assert.deepEqual(jwt.verify(raw, secret, { algorithms: ['HS256'] }), payload)
    assert.throws(() => jwt.verify(raw, `not-${secret}`, { algorithms: ['HS256'] }))
  })
}
