import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { stat } from 'node:fs/promises'
import { createServer as createTcpServer } from 'node:net'
import type { AddressInfo, Server as TcpServer } from 'node:net'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openNameServer } from '#server/testing/name-server.ts'
import type { NameServer } from '#server/testing/name-server.ts'
import { namedIn } from './addresses.ts'
import { limitConcurrency, TooMuchAtOnce } from './concurrency.ts'
import { AddressRefused, openOutgoing } from './outgoing.ts'
import type { Outgoing } from './outgoing.ts'
import { isPublicAddress } from './public-address.ts'

let server: Server
let names: NameServer
let guarded: Outgoing
let open: Outgoing
let port: number
let asked = 0
beforeAll(async () => {
  server = createServer((request, response) => {
    asked++
    if (request.url === '/silent') return
    if (request.url === '/long') return void response.end('x'.repeat(300_000))
    if (request.url === '/slow') return void setTimeout(() => response.end('late'), 300)
    if (request.url === '/elsewhere') return void response.writeHead(302, { location: '/' }).end()
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ method: request.method }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
  names = await openNameServer()
  guarded = openOutgoing({ privateNetworks: false, dnsServers: [names.address] })
  open = openOutgoing({ privateNetworks: true, dnsServers: [names.address] })
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
  names.close()
})

const get = { method: 'GET', headers: {} }

describe('addresses that are not of the public internet', () => {
  test.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:93.184.215.14',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001::1',
    '2001:db8::1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'ff02::1',
    'localhost',
    '',
  ])('%s', (address) => expect(isPublicAddress(address)).toBe(false))

  test.each(['1.1.1.1', '93.184.215.14', '172.32.0.1', '192.169.0.1', '2606:4700::1111', '2a00:1450:4001::1'])(
    'and %s is',
    (address) => expect(isPublicAddress(address)).toBe(true),
  )
})

describe('a guarded way out', () => {
  test.each([
    ['the loopback by its address', () => `https://127.0.0.1:${port}/`],
    ['the loopback of IPv6', () => `https://[::1]:${port}/`],
    ['the loopback in another spelling', () => `https://2130706433:${port}/`],
    ['the loopback in IPv6’s clothes', () => `https://[::ffff:127.0.0.1]:${port}/`],
    ['a cloud’s secrets', () => 'https://169.254.169.254/latest/meta-data'],
    ['plain http, wherever', () => 'http://1.1.1.1/'],
    ['a file', () => 'file:///etc/passwd'],
  ])('does not lead to %s', async (_, url) => {
    const before = asked
    await expect(guarded.fetch(url(), get)).rejects.toBeInstanceOf(AddressRefused)
    expect(asked).toBe(before)
  })

  test.each([
    ['the loopback', 'localhost', []],
    ['the loopback by another of its names', 'x.localhost', []],
    ['what the DNS says is the loopback', 'loopback.test', ['127.0.0.1']],
    ['what the DNS says is of a private network', 'private.test', ['10.0.0.1']],
    ['what the DNS says is of IPv6’s own', 'private6.test', ['fd00::1']],
    ['one of whose addresses one is private', 'mixed.test', ['93.184.215.14', '127.0.0.1']],
  ])('does not lead to %s, and says no more than that of a name nobody has', async (_, name, addresses) => {
    names.addresses.set(name, addresses)
    const before = asked
    const refused = await guarded.fetch(`https://${name}:${port}/`, get).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Error)
    expect(refused).not.toBeInstanceOf(AddressRefused)
    expect((refused as Error).message).toBe('the name leads out of the public internet')
    expect(asked).toBe(before)
  })

  test('and one that may lead to private networks does', async () => {
    const answer = await open.fetch(`http://localhost:${port}/`, { ...get, method: 'POST' })
    expect([answer.status, await answer.json()]).toEqual([200, { method: 'POST' }])
    await expect(open.fetch('file:///etc/passwd', get)).rejects.toBeInstanceOf(AddressRefused)
  })
})

describe('a name', () => {
  test('is resolved once, by the DNS that the server was told, and what that says is connected to', async () => {
    names.addresses.set('known.test', ['127.0.0.1'])
    const before = names.asked.length

    const answer = await open.fetch(`http://known.test:${port}/`, get)

    expect(answer.status).toBe(200)
    expect(names.asked.slice(before).sort()).toEqual(['A known.test', 'AAAA known.test'])
  })

  test('whose servers do not answer holds up no other, nor what else the process does', async () => {
    names.addresses.set('mute.test', null)
    names.addresses.set('known.test', ['127.0.0.1'])
    const mute = [1, 2, 3, 4, 5, 6, 7, 8].map(() => open.fetch(`http://mute.test:${port}/`, get))
    let isOver = false
    const waiting = Promise.allSettled(mute).finally(() => (isOver = true))
    const file = await stat('/')
    const answers = await Promise.all([1, 2, 3, 4].map(() => open.fetch(`http://known.test:${port}/`, get)))

    expect(file.isDirectory()).toBe(true)
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(isOver).toBe(false)
    expect((await waiting).map(({ status }) => status)).toEqual(mute.map(() => 'rejected'))
  }, 15_000)

  test('that nobody has is not resolved', async () => {
    await expect(open.fetch('http://nobody.test/', get)).rejects.toThrow('no address')
  })

  test('of this machine’s own is read in its hosts file', () => {
    const hosts = '# 192.0.2.9 login\n127.0.0.1\tlocalhost\r\n192.0.2.1  Login.test login # ours\n::2 login\nx login\n'
    expect(namedIn(hosts, 'login')).toEqual([
      { address: '192.0.2.1', family: 4 },
      { address: '::2', family: 6 },
    ])
    expect(namedIn(hosts, 'login.test')).toEqual([{ address: '192.0.2.1', family: 4 }])
    expect(namedIn(hosts, '192.0.2.1')).toEqual([])
  })
})

test('nobody is followed elsewhere, nothing endless is read, and nobody is waited for', async () => {
  expect((await open.fetch(`http://127.0.0.1:${port}/elsewhere`, get)).status).toBe(302)
  await expect(open.fetch(`http://127.0.0.1:${port}/long`, get)).rejects.toThrow('too long')
  await expect(open.fetch(`http://127.0.0.1:${port}/silent`, get)).rejects.toThrow(/abort|timeout/i)
}, 10_000)

test('whoever answers that it speaks something else from now on is left at once', async () => {
  const mute = createTcpServer((socket) => {
    // What has no reader never learns that it was closed.
    socket.on('error', () => undefined).resume()
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n')
  })
  const hangingUp = createTcpServer((socket) => void socket.end())
  for (const one of [mute, hangingUp]) one.listen(0, '127.0.0.1')
  await Promise.all([mute, hangingUp].map((one) => once(one, 'listening')))
  const closed = new Promise((resolve) => mute.on('connection', (socket) => socket.on('close', resolve)))

  await expect(open.fetch(urlOf(mute), get)).rejects.toThrow('none of HTTP')
  await expect(open.fetch(urlOf(hangingUp), get)).rejects.toThrow(/hang up/)

  await closed
  for (const one of [mute, hangingUp]) one.close()
})
const urlOf = (one: Server | TcpServer) => `http://127.0.0.1:${(one.address() as AddressInfo).port}/`

test('no more is under way at once for one place than may be, and none of it stays', async () => {
  const ask = () => open.fetch(`http://127.0.0.1:${port}/slow`, get)
  const answers = await Promise.allSettled(Array.from({ length: 20 }, ask))
  const tooMuch = answers.filter((one) => one.status === 'rejected').map(({ reason }) => reason as unknown)
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(16)
  expect(tooMuch).toHaveLength(4)
  for (const error of tooMuch) expect(error).toBeInstanceOf(TooMuchAtOnce)
  expect((await ask()).status).toBe(200)
})

test('nor in all, whatever becomes of it', async () => {
  const limited = limitConcurrency({ inAll: 2, forOne: 1 })
  const ends = [Promise.withResolvers<string>(), Promise.withResolvers<string>()] as const
  const [one, other] = [limited('a', () => ends[0].promise), limited('b', () => ends[1].promise)]
  await expect(limited('c', async () => 'late')).rejects.toBeInstanceOf(TooMuchAtOnce)

  ends[0].reject(new Error('failed'))
  await expect(one).rejects.toThrow('failed')

  expect(await limited('a', async () => 'again')).toBe('again')
  await expect(limited('b', async () => 'twice')).rejects.toBeInstanceOf(TooMuchAtOnce)
  ends[1].resolve('done')
  expect(await other).toBe('done')
})
