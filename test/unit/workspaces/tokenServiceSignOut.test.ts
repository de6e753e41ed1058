import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { Failure } from '../../../main/auth/errors.ts'
import { createTokenService } from '../../../main/workspaces/tokenService.ts'

const { signal } = new AbortController()

/** The calls of a token service that is told of sign-outs, answered with a status. */
function endingSignIns(status: number, body: string | null) {
  const asked: { method: string; authorization: string | null; body: unknown; url: string }[] = []
  const service = createTokenService(
    new URL('https://api.acme.example/chat-token?team=a'),
    {
      async fetch(url, init) {
        const { method = '', headers, body: sent } = init ?? {}
        const authorization = new Headers(headers).get('authorization')
        asked.push({ method, authorization, body: sent, url: String(url) })
        return new Response(body, { status })
      },
    },
    { signIn: 'password', signOut: 'delete' },
  )
  return { service, asked }
}

test('a sign-out is a DELETE with the refresh credential as bearer, and without a body', async () => {
  const { service, asked } = endingSignIns(204, null)
  await service.signOut?.('credential', signal)
  assert.deepEqual(asked, [
    {
      method: 'DELETE',
      authorization: 'Bearer credential',
      body: null,
      url: 'https://api.acme.example/chat-token?team=a',
    },
  ])
})

test('any 2xx to a sign-out will do, whatever its body', async () => {
  for (const [status, body] of [
    [200, 'bye'],
    [200, ''],
    [202, '{"ok":true}'],
  ] as const) {
    await endingSignIns(status, body).service.signOut?.('credential', signal)
  }
})

test('a page, a fault and a refusal are no success of a sign-out, and none repeats the credential', async () => {
  for (const [status, body, code] of [
    [401, '{"error":"no","message":"credential is not known"}', 'renewalRefused'],
    [401, '<html>credential</html>', 'badAnswer'],
    [404, '{"error":"credential"}', 'badAnswer'],
    [503, '', 'badAnswer'],
  ] as const) {
    const { service } = endingSignIns(status, body)
    await assert.rejects(service.signOut?.('credential', signal) ?? assert.fail(), (error) => {
      assert.ok(error instanceof Failure)
      assert.equal(error.code, code)
      assert.ok(!inspect(error).includes('“credential'))
      assert.ok(!error.message.includes('credential is'))
      return true
    })
  }
})

test('a service whose contract does not name sign-outs is not told of them', () => {
  const service = createTokenService(new URL('https://api.acme.example/t'), { fetch })
  assert.equal(service.signOut, undefined)
})
