import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { createLogFile, openLog } from '../../../main/logging/logFile.ts'
import { newFolder } from '../../support/settingsFolder.ts'

const isPosix = process.platform !== 'win32'

test('the folder and the file come with the first line', (t) => {
  const folder = join(newFolder(t), 'logs')
  const { path, write } = createLogFile(folder)
  assert.ok(!existsSync(folder))
  write('one\n')
  write('two\n')
  assert.equal(path, join(folder, 'latchkey.log'))
  assert.equal(readFileSync(path, 'utf8'), 'one\ntwo\n')
})

test('the next run goes on where the last one stopped', (t) => {
  const folder = newFolder(t)
  createLogFile(folder).write('one\n')
  const { path, write } = createLogFile(folder)
  write('two\n')
  assert.equal(readFileSync(path, 'utf8'), 'one\ntwo\n')
})

test('the log is for its owner alone', { skip: !isPosix }, (t) => {
  const folder = join(newFolder(t), 'logs')
  const { path, write } = createLogFile(folder, 10)
  for (const line of ['one line\n', 'two lines\n']) write(line)
  const modes = [folder, path, join(folder, 'latchkey.old.log')].map((name) =>
    (statSync(name).mode & 0o777).toString(8),
  )
  assert.deepEqual(modes, ['700', '600', '600'])
})

test('a full file becomes the older one, of which there is one, and no line is cut', (t) => {
  const folder = newFolder(t)
  const { path, write } = createLogFile(folder, 100)
  for (let line = 10; line < 40; line += 1) write(`line ${line}\n`)
  assert.deepEqual(readdirSync(folder).toSorted(), ['latchkey.log', 'latchkey.old.log'])
  const older = join(folder, 'latchkey.old.log')
  assert.ok(statSync(path).size <= 100 && statSync(older).size <= 100)
  const lines = (readFileSync(older, 'utf8') + readFileSync(path, 'utf8')).trimEnd().split('\n')
  const first = 40 - lines.length
  assert.ok(lines.length > 12)
  assert.deepEqual(
    lines,
    lines.map((_, index) => `line ${first + index}`),
  )
})

test('the size counts from run to run, and counts bytes', (t) => {
  const folder = newFolder(t)
  createLogFile(folder, 30).write('東京東京東\n')
  createLogFile(folder, 30).write('京東京東京\n')
  assert.equal(readFileSync(join(folder, 'latchkey.old.log'), 'utf8'), '東京東京東\n')
})

test('when the older one cannot be replaced the file is emptied, for it has a bound', (t) => {
  const folder = newFolder(t)
  const { path, write } = createLogFile(folder, 20)
  mkdirSync(join(folder, 'latchkey.old.log', 'in the way'), { recursive: true })
  for (let line = 10; line < 20; line += 1) write(`line ${line}\n`)
  assert.equal(readFileSync(path, 'utf8'), 'line 18\nline 19\n')
})

test('where nothing can be written nothing is thrown, and once it can the gap is told', (t) => {
  const place = join(newFolder(t), 'logs')
  writeFileSync(place, 'a file in the way')
  const { path, write } = createLogFile(place)
  write('one\n')
  write('two\n')
  unlinkSync(place)
  write('three\n')
  write('four\n')
  assert.match(readFileSync(path, 'utf8'), /^\S+ warn log\.gap lines=2\nthree\nfour\n$/)
})

test('a full disk throws nothing', { skip: !existsSync('/dev/full') }, (t) => {
  const folder = newFolder(t)
  // A real ENOSPC, from the device that is always full.
  symlinkSync('/dev/full', join(folder, 'latchkey.log'))
  const { path, write } = createLogFile(folder)
  write('one\n')
  unlinkSync(path)
  write('two\n')
  assert.match(readFileSync(path, 'utf8'), /log\.gap lines=1\ntwo\n$/)
})

/** Standard error that keeps what is written. */
class FakeStderr extends EventEmitter {
  written = ''

  write(text: string): boolean {
    this.written += text
    return true
  }
}

function eventsOf(text: string): string[] {
  return text.split('\n').flatMap((line) => line.split(' ').slice(2, 3))
}

test('by default the file has info and above, standard error warn and above; LATCHKEY_LOG sets both', (t) => {
  const wanted = [
    [{}, ['c', 'b', 'a'], ['b', 'a']],
    [{ LATCHKEY_LOG: 'debug' }, ['d', 'c', 'b', 'a'], ['d', 'c', 'b', 'a']],
    [{ LATCHKEY_LOG: 'error' }, ['a'], ['a']],
    [{ LATCHKEY_LOG: 'everything' }, ['c', 'b', 'a'], ['b', 'a']],
  ] as const
  for (const [env, inFile, onStderr] of wanted) {
    const stderr = new FakeStderr()
    const { log, path } = openLog(newFolder(t), env, stderr as unknown as NodeJS.WriteStream)
    log.debug('d')
    log.info('c')
    log.warn('b')
    log.error('a')
    assert.deepEqual(eventsOf(readFileSync(path, 'utf8')), inFile)
    assert.deepEqual(eventsOf(stderr.written), onStderr)
    // Nobody reads the other end any more.
    stderr.emit('error', new Error('EPIPE'))
  }
})

test('the level of the file can be changed while the log is written, unless LATCHKEY_LOG has decided it', (t) => {
  const { log, path, level } = openLog(newFolder(t), {}, new FakeStderr() as never)
  assert.deepEqual([level.read(), level.isFixed()], ['info', false])
  level.set('debug')
  log.debug('d')
  level.set('error')
  log.warn('b')
  log.error('a')
  assert.deepEqual(eventsOf(readFileSync(path, 'utf8')), ['d', 'a'])

  const decided = openLog(newFolder(t), { LATCHKEY_LOG: 'warn' }, new FakeStderr() as never)
  decided.level.set('debug')
  decided.log.info('c')
  decided.log.warn('b')
  assert.deepEqual([decided.level.read(), decided.level.isFixed()], ['warn', true])
  assert.deepEqual(eventsOf(readFileSync(decided.path, 'utf8')), ['b'])
})
