export type Config = {
  port: number
  host: string
  dataDir: string
  username: string
  password: string
  provisionMs: number
  exitWithParent: boolean
}

const maxPort = 65_535
const maxProvisionMs = 3_600_000

/** Reads the configuration, or throws an error that names the variable to mend. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const username = required(env, 'SANDBOX_CLOUD_USERNAME')
  if (username.includes(':')) throw new Error('SANDBOX_CLOUD_USERNAME must not contain a colon.')
  return {
    port: wholeNumber(env, 'PORT', 8090, maxPort),
    host: env['HOST'] || '127.0.0.1',
    dataDir: env['SANDBOX_CLOUD_DATA_DIR'] || './data/sandbox-cloud',
    username,
    password: required(env, 'SANDBOX_CLOUD_PASSWORD'),
    provisionMs: wholeNumber(env, 'SANDBOX_CLOUD_PROVISION_MS', 1500, maxProvisionMs),
    exitWithParent: env['SANDBOX_CLOUD_EXIT_WITH_PARENT'] === '1',
  }
}

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name]
  if (!value) throw new Error(`${name} must be set.`)
  return value
}

function wholeNumber(env: NodeJS.ProcessEnv, name: string, otherwise: number, max: number): number {
  const text = env[name]
  if (!text) return otherwise
  const value = Number(text)
  if (!/^\d+$/.test(text) || value > max) throw new Error(`${name} must be a whole number from 0 to ${max}.`)
  return value
}
