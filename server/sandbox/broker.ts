import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { createInterface } from 'node:readline'
import { getCompileCacheDir } from 'node:module'
import { join } from 'node:path'
import { projectFolder } from '#kernel/project.ts'

const startTimeoutMs = 20_000
const program = join(projectFolder, 'brokers/sandbox-cloud/main.ts')
const username = 'procura'

export interface SandboxBroker {
  readonly url: string
  readonly username: string
  readonly password: string
  stop(): Promise<void>
}

/**
 * Starts the sandbox's cloud as a process of its own, reached over HTTP like any broker. It ends with this process,
 * also when this one is killed: its standard input closes then.
 */
export async function startSandboxBroker(dataDir: string, secret: string): Promise<SandboxBroker> {
  const password = createHmac('sha256', secret).update('sandbox-cloud').digest('base64url')
  const child = spawn(process.execPath, [program], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: getCompileCacheDir() ?? '',
      PORT: '0',
      SANDBOX_CLOUD_DATA_DIR: join(dataDir, 'sandbox-cloud'),
      SANDBOX_CLOUD_USERNAME: username,
      SANDBOX_CLOUD_PASSWORD: password,
      SANDBOX_CLOUD_EXIT_WITH_PARENT: '1',
    },
  })
  const url = await firstUrl(child)
  return { url, username, password, stop: () => stopChild(child) }
}

async function firstUrl(child: ChildProcess): Promise<string> {
  const timer = setTimeout(() => child.kill('SIGKILL'), startTimeoutMs)
  try {
    if (!child.stdout) throw new Error('the sandbox cloud has no output')
    for await (const line of createInterface({ input: child.stdout })) {
      const said = JSON.parse(line) as { event?: string; url?: string }
      if (said.event === 'listening' && said.url) return said.url
    }
    throw new Error('the sandbox cloud ended before it listened')
  } finally {
    clearTimeout(timer)
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  await ended
}
