import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connect } from 'node:tls'
import type { Certificate } from '../../test/support/certificates.ts'
import { ended, startProcess } from '../../test/support/app/processes.ts'
import { until } from '../../test/support/app/waiting.ts'
import { freePort } from './ports.ts'

/**
 * How nginx behaves: `passes` everything on; `backendDown` answers 502 with its page, `maintenance` 503, `limits` refuses each
 * message with 429.
 */
export type NginxMode = 'passes' | 'backendDown' | 'maintenance' | 'limits'

const modes: NginxMode[] = ['backendDown', 'maintenance', 'limits']

/** A real nginx with TLS and HTTP/2 in front of a backend, under a path of its own. */
export interface Nginx {
  /** The address of the backend as clients see it. */
  readonly url: string
  /** Takes effect for each new request. An open WebSocket stays open. */
  replaceProcess(mode: NginxMode): Promise<void>
  stop(): Promise<void>
}

export const basePath = '/chat/v1'

/**
 * @param backend its address, `http://127.0.0.1:PORT`
 * @param folder for its files
 * @param idleSeconds after so long without a byte nginx ends a connection
 */
export async function startNginx(
  backend: string,
  folder: string,
  certificate: Certificate,
  idleSeconds: number,
): Promise<Nginx> {
  const own = join(folder, `nginx-${idleSeconds}`)
  const port = await freePort()
  const file = join(own, 'nginx.conf')
  await mkdir(join(own, 'temporary'), { recursive: true })
  await writeFile(join(own, 'cert.pem'), certificate.cert)
  await writeFile(join(own, 'key.pem'), certificate.key)
  await writeFile(file, configuration({ own, port, backend, idleSeconds }))
  const child = startProcess('nginx', ['-c', file, '-p', own, '-e', join(own, 'error.log')], {
    stdio: 'ignore',
  })
  await until('nginx', () =>
    child.exitCode === null ? answers(port) : Promise.reject(new Error(`nginx ended: see ${own}`)),
  )
  return {
    url: `https://localhost:${port}${basePath}`,
    async replaceProcess(mode) {
      for (const each of modes) await rm(join(own, each), { force: true })
      if (mode !== 'passes') await writeFile(join(own, mode), '')
    },
    stop: () => ended(child, () => child.kill('SIGTERM')),
  }
}

function configuration({
  own,
  port,
  backend,
  idleSeconds,
}: {
  own: string
  port: number
  backend: string
  idleSeconds: number
}): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  // Otherwise its workers, of another user, cannot read the folder of the desktop.
  const user = process.getuid?.() === 0 ? 'user root;' : ''
  return `daemon off;
${user}
worker_processes 1;
pid ${own}/nginx.pid;
events { worker_connections 256; }
http {
  access_log ${own}/access.log;
${temporary.map((name) => `  ${name}_temp_path ${own}/temporary/${name};`).join('\n')}
  map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
  server {
    listen 127.0.0.1:${port} ssl http2;
    server_name localhost;
    ssl_certificate cert.pem;
    ssl_certificate_key key.pem;
    proxy_http_version 1.1;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection $connection_upgrade;
    proxy_read_timeout ${idleSeconds}s;
    set $backend ${backend};
    # Port 9: there is nothing, as while a backend starts.
    if (-f ${own}/backendDown) { set $backend http://127.0.0.1:9; }
    if (-f ${own}/maintenance) { return 503; }
    location ${basePath}/ {
      rewrite ^${basePath}(/.*)$ $1 break;
      proxy_pass $backend;
    }
    location ~ ^${basePath}(/channels/[^/]+/[^/]+/message)$ {
      if (-f ${own}/limits) { return 429; }
      rewrite ^${basePath}(/.*)$ $1 break;
      proxy_pass $backend;
    }
  }
}
`
}

function answers(port: number): Promise<true | null> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(null))
  })
}
