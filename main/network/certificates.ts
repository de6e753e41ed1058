/**
 * Certificates of servers are checked, whatever the environment says, since passwords and tokens go there. Node looks at
 * this variable at each connection; developers set it for a tool of theirs and forget it.
 * https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue
 */
export function enforceCertificateChecks(env: NodeJS.ProcessEnv): void {
  delete env['NODE_TLS_REJECT_UNAUTHORIZED']
}
