// @ts-check
// What npm runs before start and test. It keeps to the syntax of old Nodes and imports nothing before it has looked, so
// that the Node of an older Linux gets a sentence and not a syntax error.

const OLDEST = 20

if (Number.parseInt(process.versions.node, 10) < OLDEST) {
  console.error(`Latchkey needs Node ${OLDEST} or later; this is Node ${process.versions.node}.`)
  process.exitCode = 1
} else {
  void import('./setup/prepare.mjs').then(({ prepare }) => prepare(process.argv.slice(2)))
}
