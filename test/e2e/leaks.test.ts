import assert from 'node:assert/strict'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { newUserData } from '../support/app/driver.ts'
import { setStage } from './harness.ts'

const stage = setStage()

test('the window opens no WebRTC connection and no connection ahead of a request', async () => {
  const heard: string[] = []
  const datagrams = createSocket('udp4').bind(0, '127.0.0.1')
  datagrams.on('message', () => heard.push('a datagram'))
  const streams = createServer((socket) => {
    heard.push('a connection')
    socket.destroy()
  }).listen(0, '127.0.0.1')
  await Promise.all([once(datagrams, 'listening'), once(streams, 'listening')])
  const app = await stage.launch()
  try {
    const errors = await app.page.evaluate(
      async ({ udp, tcp }) => {
        const ahead = document.createElement('link')
        ahead.rel = 'preconnect'
        ahead.href = `http://127.0.0.1:${tcp}/`
        document.head.append(ahead)
        const servers = [
          { urls: `stun:127.0.0.1:${udp}` },
          { urls: `turn:127.0.0.1:${tcp}?transport=tcp`, username: 'u', credential: 'c' },
        ]
        const peer = new RTCPeerConnection({ iceServers: servers })
        let count = 0
        peer.addEventListener('icecandidateerror', () => (count += 1))
        const isGathered = new Promise<void>((resolve) => {
          peer.addEventListener('icegatheringstatechange', () => {
            if (peer.iceGatheringState === 'complete') resolve()
          })
        })
        peer.createDataChannel('out')
        await peer.setLocalDescription()
        const timeUp = new Promise((resolve) => setTimeout(resolve, 5_000))
        await Promise.race([isGathered, timeUp])
        return count
      },
      { udp: datagrams.address().port, tcp: (streams.address() as AddressInfo).port },
    )
    assert.deepEqual(heard, [])
    assert.ok(errors > 0, 'the window did not even try')
  } finally {
    await app.quit()
    datagrams.close()
    streams.close()
  }
})

test('of the names that a script in the window gives, only those of TURN servers over TCP are looked up', async () => {
  const netLog = join(await newUserData(stage.desktop()), 'net.json')
  const app = await stage.launch({ switches: [`--log-net-log=${netLog}`] })
  await app.page.evaluate(async () => {
    for (const rel of ['dns-prefetch', 'preconnect', 'prefetch', 'preload', 'icon']) {
      const link = document.createElement('link')
      link.rel = rel
      link.href = `https://${rel}.asked.test`
      document.head.append(link)
    }
    const anchor = document.createElement('a')
    anchor.href = 'https://anchor.asked.test'
    document.body.append(anchor)
    const urls = [
      'stun:stun.asked.test',
      'turn:udp.asked.test',
      'turn:tcp.asked.test?transport=tcp',
    ]
    const iceServers = [{ urls, username: 'u', credential: 'c' }]
    const peer = new RTCPeerConnection({ iceServers })
    peer.createDataChannel('out')
    await peer.setLocalDescription()
    await fetch('https://fetch.asked.test').catch(() => undefined)
  })
  await app.page.waitForTimeout(2_000)
  await app.quit()
  const names = (await readFile(netLog, 'utf8')).match(/[\w-]+\.asked\.test/g)
  // docs/security.md, “What is not promised”: Chromium has no way to prevent this one.
  assert.deepEqual([...new Set(names)], ['tcp.asked.test'])
})

test('the window makes no file, no worker and no script out of text', async () => {
  const app = await stage.launch()
  await app.electron.evaluate(({ session }) => {
    const isPrevented = new Promise((resolve) => {
      session.defaultSession.once('will-download', (event) => {
        resolve(event.defaultPrevented)
        event.preventDefault()
      })
    })
    Reflect.set(globalThis, 'isPrevented', isPrevented)
  })
  const tried = await app.page.evaluate(async () => {
    const outcome = async (attempt: () => unknown) => {
      try {
        return String(await attempt())
      } catch {
        return 'refused'
      }
    }
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob(['text']))
    link.download = 'text.txt'
    link.click()
    return {
      worker: await outcome(() => new Worker('/assets/worker.js')),
      service: await outcome(() => navigator.serviceWorker.register('/worker.js')),
      markup: await outcome(() => (document.createElement('p').innerHTML = '<b>bold</b>')),
      script: await outcome(() => (document.createElement('script').text = '1')),
      screen: await outcome(() => navigator.mediaDevices.getDisplayMedia()),
      clipboard: await outcome(() => navigator.clipboard.readText()),
    }
  })
  assert.deepEqual(new Set(Object.values(tried)), new Set(['refused']), JSON.stringify(tried))
  const isPrevented: unknown = await app.electron.evaluate(() =>
    Reflect.get(globalThis, 'isPrevented'),
  )
  assert.equal(isPrevented, true)
  await app.quit()
})
