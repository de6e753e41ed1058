import type { Answer } from './http.ts'

/** The page that a captive portal sends instead of the server's answer. */
export function captivePortal(status: number): Answer {
  const body =
    '<!doctype html><html><head><title>Welcome</title></head><body><h1>Please accept the terms to go online</h1></body></html>'
  return { kind: 'text', status, type: 'text/html', body }
}

/** The answer of a load balancer without a backend. */
export function unavailablePage(retryAfterSeconds: number): Answer {
  const headers = { 'Retry-After': String(retryAfterSeconds) }
  return { kind: 'text', status: 503, type: 'text/plain', body: 'no healthy upstream', headers }
}
