import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Ends, IdentityProvider } from './identityProvider.ts'

/** A team's token service that takes the access tokens of an identity provider. */
export interface AccessTokenService {
  readonly url: string
  /** The access tokens that it was shown. */
  readonly shown: string[]
  /** Never answers from now on. */
  hang: boolean
}

/** Starts one that asks the provider for whom an access token is, and has `issueToken` issue the chat token. */
export async function startAccessTokenService(
  t: Ends,
  provider: IdentityProvider,
  issueToken: (userId: string) => Promise<string>,
): Promise<AccessTokenService> {
  const service = { url: '', shown: [] as string[], hang: false }
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  service.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/chat-token`
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  return service

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { authorization = '' } = request.headers
    service.shown.push(authorization.replace('Bearer ', ''))
    if (service.hang) return
    const known = await fetch(`${provider.issuer}/me`, { headers: { authorization } })
    if (!known.ok) {
      const body = { error: 'invalid_token', message: 'The access token is not good.' }
      return void response.writeHead(401).end(JSON.stringify(body))
    }
    const { sub } = (await known.json()) as { sub: string }
    response.end(JSON.stringify({ token: await issueToken(sub), user: { id: sub } }))
  }
}
