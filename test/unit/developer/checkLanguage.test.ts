import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readToken } from '../../../main/developer/serviceCheck/jwt.ts'
import { createServiceChecks } from '../../../main/developer/serviceChecks.ts'
import { serviceCheck as german } from '../../../main/text/de/serviceCheck.ts'
import { serviceCheck as english } from '../../../main/text/en/serviceCheck.ts'
import { makeToken } from '../../support/fakes.ts'
import { findShownTexts } from '../../support/shownTexts.ts'
import { answer } from './expectFindings.ts'
import { checkManualService, password, type ServiceFaults } from './manualTokenService.ts'

const services: [what: string, faults: ServiceFaults][] = [
  ['a good service', { headers: { 'Content-Type': 'text/plain' } }],
  ['a service that refuses', { answer: () => answer(403, { error: 'no', message: '' }) }],
  ['a service without refresh tokens', { rotation: 'none' }],
  ['a service with the same token each time', { token: () => makeToken('alice', { exp: 1 }) }],
  ['a service that limits calls', { answer: ({ index }) => (index > 0 ? answer(429) : null) }],
  ['a service that issues no JWT', { token: () => 'word' }],
]

for (const [what, faults] of services) {
  test(`the findings about ${what} are the same in German, in other words`, async () => {
    const inEnglish = await checkManualService(faults)
    const inGerman = await checkManualService(faults, {}, german)
    const facts = ({ findings }: typeof inEnglish) =>
      findings.map(({ probe, verdict, ms }) => ({ probe, verdict, ms }))
    assert.deepEqual(facts(inGerman), facts(inEnglish))
    inGerman.findings.forEach(({ message, advice }, place) => {
      const other = inEnglish.findings[place]
      assert.notEqual(message, other?.message)
      assert.equal(advice === '', other?.advice === '')
      if (advice !== '') assert.notEqual(advice, other?.advice)
    })
  })
}

test('each reason why a token cannot be read has a German sentence', () => {
  const [header = '', payload = '', signature = ''] = makeToken('alice', { exp: 1 }).split('.')
  const claims = (value: object) =>
    `${header}.${Buffer.from(JSON.stringify(value)).toString('base64url')}.${signature}`
  const unreadable = [
    'a'.repeat(20_000),
    'word',
    `x.${payload}.${signature}`,
    `${header}.x.${signature}`,
    `${header}.${payload}.!`,
    claims({}),
    ...['exp', 'iat', 'nbf'].map((name) => claims({ user_id: 'alice', [name]: 'soon' })),
  ]
  const reasons = unreadable.map((raw) => readToken(raw))
  assert.equal(new Set(reasons).size, unreadable.length)
  for (const reason of reasons) {
    assert.ok(typeof reason === 'string')
    assert.notEqual(german.tokenCheck.unreadable(reason), reason)
  }
})

test('the check has no sentence outside the texts', () => {
  const folder = 'main/developer/serviceCheck'
  const found = readdirSync(folder).flatMap((name) =>
    findShownTexts(name, readFileSync(`${folder}/${name}`, 'utf8')).map(({ text }) => text),
  )
  assert.deepEqual(found, [])
})

test('the findings in the window are in the language of the app', async () => {
  for (const [language, title] of [
    ['en', english.titles.reachable],
    ['de', german.titles.reachable],
  ] as const) {
    const told: string[] = []
    const { checkTokenService } = createServiceChecks({
      workspaces: { tokenService: async () => null },
      fetch: () => Promise.reject(new TypeError('It is off.')),
      language: () => language,
      found: (finding) => void told.push(finding.title),
    })
    const url = 'https://api.acme.example/chat-token'
    await checkTokenService({ url, userId: 'alice', password, signIn: 'password' })
    assert.equal(told[0], title)
  }
})
