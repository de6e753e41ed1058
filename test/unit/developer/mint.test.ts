import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { decodeProtectedHeader, jwtVerify } from 'jose'
import { Failure } from '../../../main/auth/errors.ts'
import type { Mint } from '../../../main/auth/ports.ts'
import { Token } from '../../../main/auth/token/token.ts'
import { createMint } from '../../../main/developer/mint.ts'
import { FakeMint } from '../../support/fakeMint.ts'

const iat = 1_900_000_000
const claims = { user_id: 'zoë_o’neil-東京?', iat, exp: iat + 3_600 }

function newSecret(): string {
  return randomBytes(24).toString('hex')
}

const mints: [what: string, make: (secret: string) => Promise<Mint>][] = [
  ['the mint', createMint],
  ['the fake mint', async (secret) => new FakeMint(secret)],
]
for (const [what, make] of mints) {
  test(`${what} signs tokens that jose verifies with the same secret, and with no other`, async () => {
    const secret = newSecret()
    const raw = await (await make(secret)).sign(claims)
    const currentDate = new Date(iat * 1_000)
    const check = (secret: string) =>
      jwtVerify(raw, Buffer.from(secret), { algorithms: ['HS256'], currentDate })
    const { payload } = await check(secret)
    assert.deepEqual(payload, claims)
    assert.deepEqual(decodeProtectedHeader(raw), { alg: 'HS256', typ: 'JWT' })
    await assert.rejects(check(newSecret()), { code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' })
    assert.equal(new Token(raw).userId, claims.user_id)
  })

  test(`${what} signs nothing once its secret is dropped`, async () => {
    const mint = await make(newSecret())
    await mint.sign(claims)
    mint.forget()
    mint.forget()
    await assert.rejects(mint.sign(claims), { code: 'signedOut' })
  })
}

test('the secret is its UTF-8 bytes, without the white space that a paste brings', async () => {
  const raw = await (await createMint(' plainly-no-sécret 東京\n')).sign(claims)
  const key = Buffer.from('plainly-no-sécret 東京')
  await jwtVerify(raw, key, { currentDate: new Date(iat * 1_000) })
})

for (const secret of ['', '  ', '\n']) {
  test(`a secret of ${JSON.stringify(secret)} is refused at its field`, async () => {
    await assert.rejects(createMint(secret), { code: 'badInput', field: 'secret' })
  })
}

test('a mint holds its secret in no form that can be read', async () => {
  const secret = newSecret()
  const mint = await createMint(secret)
  await mint.sign(claims)
  const said = inspect(mint, { depth: 9, showHidden: true }) + JSON.stringify(mint)
  assert.ok(!said.includes(secret))
  mint.forget()
  const failure = await mint.sign(claims).catch((error: unknown) => error)
  assert.ok(failure instanceof Failure)
  assert.ok(!inspect(failure, { depth: 9, showHidden: true }).includes(secret))
})
