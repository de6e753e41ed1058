// @ts-check
import path from 'node:path'

/**
 * @typedef {object} Npm
 * @property {string} command
 * @property {string[]} args what stands before npm's own arguments
 * @property {boolean} shell whether the command needs a shell
 */

/**
 * How to start npm. Inside an npm script it is the npm that runs the script, on the node that runs that npm: that one
 * still works while `npm ci` empties `node_modules`, and needs no shell. Elsewhere it is found in PATH, where Windows
 * has a batch file, which Node starts only through a shell.
 *
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 * @returns {Npm}
 */
export function npmCommand(platform, env) {
  const { npm_execpath: script, npm_node_execpath: node } = env
  if (script && node && path.basename(script) === 'npm-cli.js') {
    return { command: node, args: [script], shell: false }
  }
  return platform === 'win32'
    ? { command: 'npm.cmd', args: [], shell: true }
    : { command: 'npm', args: [], shell: false }
}
