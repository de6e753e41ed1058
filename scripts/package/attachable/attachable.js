// The first file of the app that test/packaged drives; the shipped app has no such file. It runs the shipped first file,
// which removes this switch, and then adds it again.
import { app } from 'electron'
import './index.js'

app.commandLine.appendSwitch('remote-debugging-port', '0')
