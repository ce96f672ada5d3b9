import { constants } from 'node:fs'
import { access, mkdir, open, readFile, rename, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { Instance } from './instance.ts'
import { isObject } from './json.ts'

export type State = {
  find(id: string): Instance | undefined
  /** Takes the instance in at once; `durable` tells when it is on disk. */
  save(instance: Instance): void
  /** Resolves when everything saved so far is on disk, and rejects for good once a write has failed. */
  durable(): Promise<void>
  close(): Promise<void>
}

const fileName = 'instances.jsonl'
const maxTombstones = 10_000
const spareLines = 10_000

/**
 * Opens the instances kept in a directory.
 *
 * The file is a journal of one instance a line, where the last line of an instance counts. Opening only reads, so that
 * a second broker which then finds its port taken has harmed nothing; the first write after opening compacts.
 */
export async function openState(directory: string): Promise<State> {
  await mkdir(directory, { recursive: true })
  await access(directory, constants.W_OK)
  const instances = await replay(join(directory, fileName))
  const journal = openJournal(directory, instances)
  let written: Promise<void> = Promise.resolve()
  let batch: string[] | null = null

  return {
    find: (id) => instances.get(id),
    save(instance) {
      // Set anew, so that the order of the map is the order of change.
      instances.delete(instance.id)
      instances.set(instance.id, instance)
      if (!batch) {
        const lines: string[] = []
        batch = lines
        // Whatever is saved while the previous batch is being written shares the next one, and its one fsync.
        written = written.then(() => {
          batch = null
          return journal.write(lines)
        })
        written.catch(() => undefined)
      }
      batch.push(lineOf(instance))
    },
    durable: () => written,
    async close() {
      await written.catch(() => undefined)
      await journal.close()
    },
  }
}

function openJournal(directory: string, instances: Map<string, Instance>) {
  let file: FileHandle | null = null
  let lineCount = 0

  async function compact() {
    await file?.close()
    const kept = worthKeeping([...instances.values()])
    file = await replaceFile(directory, kept.map(lineOf).join(''))
    lineCount = kept.length
  }

  return {
    async write(lines: string[]) {
      if (!file || lineCount > 2 * instances.size + spareLines) return compact()
      await file.appendFile(lines.join(''))
      await file.datasync()
      lineCount += lines.length
    },
    async close() {
      await file?.close()
      file = null
    },
  }
}

async function replay(path: string): Promise<Map<string, Instance>> {
  const lines = (await readIfThere(path)).split('\n')
  const instances = new Map<string, Instance>()
  for (const [index, line] of lines.entries()) {
    if (line === '') continue
    const instance = parseLine(line)
    if (instance) {
      instances.delete(instance.id)
      instances.set(instance.id, instance)
    } else if (index !== lines.length - 1) {
      throw new Error(`Line ${index + 1} of ${path} is damaged; restore the file or remove that line.`)
    }
    // A torn last line was being written when the process died, so nobody was told of it.
  }
  return instances
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isObject(error) && error['code'] === 'ENOENT') return ''
    throw error
  }
}

function parseLine(line: string): Instance | null {
  try {
    const value: unknown = JSON.parse(line)
    return isObject(value) && typeof value['id'] === 'string' ? (value as Instance) : null
  } catch {
    return null
  }
}

function lineOf(instance: Instance): string {
  return JSON.stringify(instance) + '\n'
}

/** Deprovisioned instances are remembered to answer 410, but only the most recent of them. */
function worthKeeping(instances: Instance[]): Instance[] {
  const isTombstone = (instance: Instance) => instance.operations.at(-1)?.kind === 'deprovision'
  const forgotten = new Set(instances.filter(isTombstone).slice(0, -maxTombstones))
  return instances.filter((instance) => !forgotten.has(instance))
}

/** Puts a file in place of the old one at a single moment, and leaves it open for appending. */
async function replaceFile(directory: string, text: string): Promise<FileHandle> {
  const temporary = join(directory, `${fileName}.tmp`)
  const file = await open(temporary, 'w')
  try {
    await file.writeFile(text)
    await file.sync()
    await rename(temporary, join(directory, fileName))
    await syncDirectory(directory)
    return file
  } catch (error) {
    await file.close()
    throw error
  }
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
