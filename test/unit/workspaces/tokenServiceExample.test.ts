import assert from 'node:assert/strict'
import { test } from 'node:test'
import { jwtVerify } from 'jose'
import { createTokenService } from '../../../main/workspaces/tokenService.ts'
import { startExample } from '../developer/example.ts'

test('the example in docs/token-service.md keeps the contract that it illustrates', async (t) => {
  const { url, secret } = await startExample(t)
  const service = createTokenService(new URL(url), { fetch })
  const { signal } = new AbortController()

  const first = await service.signIn('alice', 'alice-example', signal)
  const { payload } = await jwtVerify(first.token.reveal(), new TextEncoder().encode(secret))
  assert.equal(payload['user_id'], 'alice')
  const second = await service.renew('alice', first.refreshCredential, signal)
  assert.notEqual(second.refreshCredential, first.refreshCredential)

  await assert.rejects(service.signIn('alice', 'wrong', signal), { code: 'credentialsRefused' })
  await assert.rejects(service.renew('alice', 'wrong', signal), { code: 'renewalRefused' })
  await assert.rejects(service.renew('bob', first.refreshCredential, signal), {
    code: 'renewalRefused',
  })
})
