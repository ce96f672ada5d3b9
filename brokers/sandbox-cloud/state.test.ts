import { appendFile, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { openState } from './state.ts'
import { afterThisTest, provisionMs, startBroker, temporaryDirectory } from './testing.ts'

test('a restart keeps instances, operations under way and those that are gone', async () => {
  const directory = await temporaryDirectory()
  const before = await startBroker(directory)
  await before.provision('res_gone')
  before.wait(provisionMs)
  await before.deprovision('res_gone')
  const { body } = await before.provision('res_1')
  await before.app.close()

  const after = await startBroker(directory)
  after.wait(provisionMs)
  expect((await after.poll('res_1', body)).body.state).toBe('in progress')
  expect(await after.provision('res_1')).toMatchObject({ status: 202, body })
  after.wait(provisionMs)

  expect((await after.poll('res_1', body)).body.state).toBe('succeeded')
  expect((await after.fetch('res_1')).status).toBe(200)
  expect((await after.poll('res_gone')).status).toBe(410)
})

test('an answer is on disk before it is given', async () => {
  const directory = await temporaryDirectory()
  const broker = await startBroker(directory)
  for (const id of ['res_1', 'res_2', 'res_3']) {
    await broker.provision(id)
    expect(await readFile(join(directory, 'instances.jsonl'), 'utf8')).toContain(`"id":"${id}"`)
  }
})

test('a last line torn by a crash is forgotten, and what follows is not written onto it', async () => {
  const directory = await temporaryDirectory()
  const journal = join(directory, 'instances.jsonl')
  const before = await startBroker(directory)
  await before.provision('res_1')
  await before.app.close()
  await appendFile(journal, '{"id":"res_2","serviceId":"svc-')

  const after = await startBroker(directory)
  expect((await after.poll('res_2')).status).toBe(404)
  await after.provision('res_3')
  await after.app.close()

  const again = await startBroker(directory)
  expect((await again.poll('res_1')).status).toBe(200)
  expect((await again.poll('res_3')).status).toBe(200)
})

test('a damaged line in the middle is not passed over in silence', async () => {
  const directory = await temporaryDirectory()
  await writeFile(join(directory, 'instances.jsonl'), '{"id":\n{"id":"res_1"}\n')
  await expect(openState(directory)).rejects.toThrow('Line 1')
})

test('the first write after a restart leaves one line for each instance', async () => {
  const directory = await temporaryDirectory()
  const before = await startBroker(directory)
  await before.provision('res_1')
  before.wait(provisionMs)
  await before.update('res_1', { service_id: 'svc-ecs', parameters: { name: 'web-1' } })
  await before.app.close()

  const after = await startBroker(directory)
  await after.provision('res_2')

  const lines = (await readFile(join(directory, 'instances.jsonl'), 'utf8')).trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line).id)).toEqual(['res_1', 'res_2'])
})

test('a hundred instances provisioned at once are all kept', async () => {
  const directory = await temporaryDirectory()
  const before = await startBroker(directory)
  const ids = Array.from({ length: 100 }, (_, index) => `res_${index}`)
  await Promise.all(ids.map((id) => before.provision(id)))
  await before.app.close()

  const after = await startBroker(directory)
  const answers = await Promise.all(ids.map((id) => after.poll(id)))
  expect(answers.map(({ status }) => status)).toEqual(Array(100).fill(200))
})

test('a journal that cannot be written is never answered from', async () => {
  const directory = await temporaryDirectory()
  const broker = await startBroker(directory)
  const complaints = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  afterThisTest(async () => complaints.mockRestore())
  await rm(directory, { recursive: true })

  expect((await broker.provision('res_1')).status).toBe(500)
  expect((await broker.poll('res_1')).status).toBe(500)
  expect(complaints).toHaveBeenCalledTimes(2)
})

test('a directory that cannot be had is an error at once', async () => {
  const directory = await temporaryDirectory()
  await writeFile(join(directory, 'file'), '')
  await expect(openState(join(directory, 'file'))).rejects.toThrow('file')
})
