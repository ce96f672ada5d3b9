import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { afterThisTest, basic, credentials, serverOrder, temporaryDirectory } from './testing.ts'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))
const headers = {
  authorization: basic(credentials),
  'x-broker-api-version': '2.17',
  'content-type': 'application/json',
}

function run(env: Record<string, string | undefined>) {
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      SANDBOX_CLOUD_USERNAME: credentials.username,
      SANDBOX_CLOUD_PASSWORD: credentials.password,
      SANDBOX_CLOUD_PROVISION_MS: '0',
      ...env,
    },
    stdio: 'pipe',
  })
  const exited = once(child, 'exit')
  const errors: string[] = []
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text))
  afterThisTest(async () => {
    child.kill('SIGKILL')
    await exited
  })
  return { child, exited, errors }
}

async function listen(env: Record<string, string>) {
  const broker = run(env)
  const [line] = await once(createInterface({ input: broker.child.stdout }), 'line')
  const { event, url } = JSON.parse(line)
  expect(event).toBe('listening')
  return { ...broker, url: `${url}/v2/service_instances/res_1` }
}

test('what was answered survives kill -9', async () => {
  const env = { SANDBOX_CLOUD_DATA_DIR: await temporaryDirectory() }
  const first = await listen(env)
  const body = JSON.stringify(serverOrder())
  const accepted = await fetch(`${first.url}?accepts_incomplete=true`, { method: 'PUT', headers, body })
  expect(accepted.status).toBe(202)
  first.child.kill('SIGKILL')
  await first.exited

  const second = await listen(env)
  const { authorization } = headers
  const fetched = await fetch(second.url, { headers: { authorization, 'x-broker-api-version': '2.17' } })
  expect(fetched.status).toBe(200)
})

test('SIGTERM closes the broker in order', async () => {
  const broker = await listen({ SANDBOX_CLOUD_DATA_DIR: await temporaryDirectory() })
  broker.child.kill('SIGTERM')
  expect(await broker.exited).toEqual([0, null])
})

test('the broker goes with its parent when it is told to, and not by Ctrl+C', async () => {
  const broker = await listen({
    SANDBOX_CLOUD_DATA_DIR: await temporaryDirectory(),
    SANDBOX_CLOUD_EXIT_WITH_PARENT: '1',
  })
  broker.child.kill('SIGINT')
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect((await fetch(broker.url, { headers })).status).toBe(404)
  broker.child.stdin.end()
  expect(await broker.exited).toEqual([0, null])
})

test('the broker outlives its input when it is not told to', async () => {
  const broker = await listen({ SANDBOX_CLOUD_DATA_DIR: await temporaryDirectory() })
  broker.child.stdin.end()
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect((await fetch(broker.url, { headers })).status).toBe(404)
})

test('a port that is taken is named, and the exit code is 1', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  afterThisTest(async () => other.close())
  await once(other, 'listening')
  const port = String((other.address() as AddressInfo).port)

  const broker = run({ PORT: port, SANDBOX_CLOUD_DATA_DIR: await temporaryDirectory() })

  expect(await broker.exited).toEqual([1, null])
  expect(broker.errors.join('')).toContain(`Port ${port} on 127.0.0.1 is already in use`)
})

test.each([
  { env: { SANDBOX_CLOUD_PASSWORD: '' }, says: 'SANDBOX_CLOUD_PASSWORD must be set' },
  { env: { PORT: '80x' }, says: 'PORT must be a whole number' },
  { env: { SANDBOX_CLOUD_USERNAME: 'a:b' }, says: 'must not contain a colon' },
])('a configuration that is wrong is named: $says', async ({ env, says }) => {
  const broker = run({ SANDBOX_CLOUD_DATA_DIR: await temporaryDirectory(), ...env })
  expect((await broker.exited)[0]).toBe(1)
  expect(broker.errors.join('')).toContain(says)
})
