import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { basic, credentials, startBroker, temporaryDirectory } from './testing.ts'

const identityOf = (value: string) => `procura ${Buffer.from(value).toString('base64')}`

test.each([
  { who: 'nobody', authorization: undefined },
  { who: 'another name', authorization: basic({ ...credentials, username: 'someone' }) },
  { who: 'another password', authorization: basic({ ...credentials, password: 'guess' }) },
  { who: 'another scheme', authorization: 'Bearer token' },
])('$who is kept out of every path', async ({ authorization }) => {
  const broker = await startBroker()
  for (const path of ['/v2/catalog', '/v2/service_instances/res_1', '/nowhere']) {
    const answer = await broker.call('GET', path, { headers: { authorization } })
    expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': expect.stringMatching(/^Basic /) } })
  }
})

test.each([undefined, '', '1.0', '2', '2.12', '3.0', '2.x', '2.17.1'])('API version %s is refused', async (version) => {
  const broker = await startBroker()
  const answer = await broker.call('GET', '/v2/catalog', { headers: { 'x-broker-api-version': version } })
  expect(answer).toMatchObject({ status: 412, body: { description: expect.stringContaining('2.13') } })
})

test.each(['2.13', '2.17', '2.20'])('API version %s is accepted', async (version) => {
  const broker = await startBroker()
  const answer = await broker.call('GET', '/v2/catalog', { headers: { 'x-broker-api-version': version } })
  expect(answer.status).toBe(200)
})

test('the identity of a request is repeated in the answer, be it good or bad', async () => {
  const broker = await startBroker()
  const headers = { 'x-broker-api-request-identity': 'req-7' }
  const answers = [
    await broker.call('GET', '/v2/catalog', { headers }),
    await broker.call('GET', '/nowhere', { headers }),
    await broker.call('GET', '/v2/catalog', { headers: { ...headers, authorization: undefined } }),
  ]
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 401])
  for (const answer of answers) expect(answer.headers).toMatchObject(headers)
})

test('who caused an operation is kept with it', async () => {
  const directory = await temporaryDirectory()
  const broker = await startBroker(directory)
  const identity = identityOf('{"member":"mem_1"}')

  const answer = await broker.provision('res_1', undefined, { 'x-broker-api-originating-identity': identity })

  expect(answer.status).toBe(202)
  const kept = JSON.parse(await readFile(join(directory, 'instances.jsonl'), 'utf8'))
  expect(kept.operations[0].identity).toEqual({ platform: 'procura', value: { member: 'mem_1' } })
})

test.each([
  '',
  'procura',
  'procura ???',
  identityOf('not json'),
  identityOf('[]'),
  identityOf('{}').replace('procura', 'elsewhere'),
])('the originating identity "%s" is refused', async (identity) => {
  const broker = await startBroker()
  const answer = await broker.provision('res_1', undefined, { 'x-broker-api-originating-identity': identity })
  expect(answer).toMatchObject({ status: 400, body: { description: expect.stringContaining('Originating-Identity') } })
})
