import type { Answer } from './http.ts'

/** What a hotel's network says instead of the server that was asked. */
export function captivePortal(status: number): Answer {
  const body =
    '<!doctype html><html><head><title>Welcome</title></head><body><h1>Please accept the terms to go online</h1></body></html>'
  return { kind: 'text', status, type: 'text/html', body }
}

/** What a load balancer says when nothing is behind it. */
export function unavailablePage(retryAfterSeconds: number): Answer {
  const headers = { 'Retry-After': String(retryAfterSeconds) }
  return { kind: 'text', status: 503, type: 'text/plain', body: 'no healthy upstream', headers }
}
