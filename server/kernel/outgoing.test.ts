import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AddressRefused, openOutgoing } from './outgoing.ts'
import { isPublicAddress } from './public-address.ts'

let server: Server
let port: number
let asked = 0
beforeAll(async () => {
  server = createServer((request, response) => {
    asked++
    if (request.url === '/silent') return
    if (request.url === '/long') return void response.end('x'.repeat(300_000))
    if (request.url === '/elsewhere') return void response.writeHead(302, { location: '/' }).end()
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ method: request.method }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const guarded = openOutgoing({ privateNetworks: false, dnsServers: [] })
const open = openOutgoing({ privateNetworks: true, dnsServers: [] })
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
    ['the loopback by its name', () => `https://localhost:${port}/`],
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

  test('and one that may lead to private networks does', async () => {
    const answer = await open.fetch(`http://localhost:${port}/`, { ...get, method: 'POST' })
    expect([answer.status, await answer.json()]).toEqual([200, { method: 'POST' }])
    await expect(open.fetch('file:///etc/passwd', get)).rejects.toBeInstanceOf(AddressRefused)
  })
})

test('nobody is followed elsewhere, nothing endless is read, and nobody is waited for', async () => {
  expect((await open.fetch(`http://127.0.0.1:${port}/elsewhere`, get)).status).toBe(302)
  await expect(open.fetch(`http://127.0.0.1:${port}/long`, get)).rejects.toThrow('too long')
  await expect(open.fetch(`http://127.0.0.1:${port}/silent`, get)).rejects.toThrow(/abort/i)
}, 10_000)
