// Stands in for Electron's own default_app, which the fallback runtime does not have: starts the app whose folder or
// main file is the first argument that is no switch. Runs inside Electron 33, from its resources/app.
import { app } from 'electron'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const target = process.argv.slice(1).find((argument) => !argument.startsWith('-'))
if (target === undefined)
  fail('Usage: electron [switches] <folder or main file of an app> [arguments]')
const entry = path.resolve(target)
const main = findMain(entry)

Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
app.setAppPath(takeIdentity(path.join(entry, 'package.json')) ? entry : path.dirname(main))
if (!app.commandLine.hasSwitch('user-data-dir')) {
  // Electron has already derived it from this launcher's name.
  app.setPath('userData', path.join(app.getPath('appData'), app.name))
}
// Awaited at the top level, so that the app can still act before Electron's ready event.
await import(pathToFileURL(main).href)

function findMain(folderOrFile) {
  try {
    return createRequire(import.meta.url).resolve(folderOrFile)
  } catch {
    return fail(`There is no Electron app at ${folderOrFile}`)
  }
}

function takeIdentity(packageFile) {
  if (!existsSync(packageFile)) return false
  const { name, productName, version, desktopName } = JSON.parse(readFileSync(packageFile, 'utf8'))
  if (version) app.setVersion(version)
  if (productName ?? name) app.name = productName ?? name
  app.setDesktopName(desktopName ?? `${app.name}.desktop`)
  return true
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
