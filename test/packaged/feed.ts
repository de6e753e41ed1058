import { createHash } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A feed of updates on this computer, as electron-builder lays one out. */
export interface Feed {
  url: string
  /** The paths that were asked for, without what follows a “?”. */
  asked: string[]
  /** The user agent of each request. */
  headers: Record<string, string | string[] | undefined>[]
  stop(): Promise<void>
}

export interface Offer {
  version: string
  file: Buffer
  /**
   * `hash`: the one in the feed is not that of the file. `redirect`: the file is elsewhere, where there is no TLS.
   * `endless` and `endlessFile`: the feed or the file has no end.
   */
  flaw: 'none' | 'hash' | 'redirect' | 'endless' | 'endlessFile'
}

/** Sends until the other side hangs up. */
function sendWithoutEnd(response: ServerResponse): void {
  const piece = Buffer.alloc(65_536, '#')
  const send = () => {
    while (!response.destroyed && response.write(piece)) continue
  }
  response.on('drain', send)
  send()
}

/** Serves one version for Linux: `latest-linux.yml` and the AppImage that it names. */
export async function startFeed({ version, file, flaw }: Offer): Promise<Feed> {
  const name = `Latchkey-${version}-linux-x64.AppImage`
  const hashed = flaw === 'hash' ? Buffer.concat([file, Buffer.from('\n')]) : file
  const sha512 = createHash('sha512').update(hashed).digest('base64')
  const lines = [
    `version: ${version}`,
    'files:',
    `  - url: ${name}`,
    `    sha512: ${sha512}`,
    `    size: ${file.length}`,
    `path: ${name}`,
    `sha512: ${sha512}`,
    `releaseDate: '2031-05-06T07:08:09.000Z'`,
  ]
  const asked: string[] = []
  const headers: Feed['headers'] = []
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
    asked.push(pathname)
    headers.push(request.headers)
    const elsewhere = { location: `http://updates.invalid/${name}` }
    const isFeed = /^\/latchkey\/latest-linux(-arm64)?\.yml$/.test(pathname)
    if (isFeed && flaw === 'endless') sendWithoutEnd(response)
    else if (isFeed) response.end(lines.join('\n'))
    else if (pathname !== `/latchkey/${name}`) response.writeHead(404).end()
    else if (flaw === 'endlessFile') sendWithoutEnd(response)
    else if (flaw === 'redirect') response.writeHead(302, elsewhere).end()
    else response.end(file)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/latchkey`,
    asked,
    headers,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
