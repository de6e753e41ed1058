// @ts-check
import { spawn } from 'node:child_process'
import { Stop } from './stop.mjs'

/**
 * @typedef {object} Outcome
 * @property {number} code 0 when all went well
 * @property {string} stdout
 * @property {string} log standard output and standard error as they came, to be shown only when something failed
 */

/**
 * Runs a command without input to its end and keeps what it says.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { signal?: AbortSignal }} [options]
 * @returns {Promise<Outcome>}
 * @throws {Stop} when there is no such command
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let log = ''
    child.stdout?.on('data', (chunk) => {
      stdout += chunk
      log += chunk
    })
    child.stderr?.on('data', (chunk) => (log += chunk))
    child.on('error', (error) => {
      const isMissing = 'code' in error && error.code === 'ENOENT'
      reject(isMissing ? new Stop(`The program ${command} is needed and was not found.`) : error)
    })
    child.on('close', (code) => resolve({ code: code ?? 1, stdout, log }))
  })
}

/**
 * The end of a log, where its error is.
 *
 * @param {string} log
 * @param {number} lines how many at most
 */
export function tail(log, lines) {
  return log.trimEnd().split('\n').slice(-lines).join('\n')
}
