// Prints from the contract what others read of it: `npm run build`.
import { writeFile } from 'node:fs/promises'
import { format, resolveConfig } from 'prettier'
import { operations } from '#contract/index.ts'
import type { Operation } from '#contract/operation.ts'
import { printOpenApi } from '#kernel/openapi.ts'

const addressesFile = 'sdk/addresses.gen.ts'

await writeFile('contract/openapi.json', `${JSON.stringify(printOpenApi(operations), null, 2)}\n`)
const style = { ...(await resolveConfig(addressesFile)), parser: 'typescript' }
await writeFile(addressesFile, await format(printAddresses(operations), style))

/** All that the client has to know of an operation; with the schemas it would weigh a hundred times as much. */
function printAddresses(all: readonly Operation[]): string {
  const rows = all.map(({ name, method, path, idempotency, streams }) => {
    const key = idempotency ? `, idempotency: '${idempotency}'` : ''
    const manner = streams ? ', streams: true' : ''
    return `${name}: { method: '${method}', path: '${path}'${key}${manner} },`
  })
  return `// Printed from the contract by \`npm run build\`; nobody edits it.
import type { OperationByName, StreamByName } from '#contract/index.ts'
import type { Operation } from '#contract/operation.ts'

export type Address = Pick<Operation, 'method' | 'path' | 'idempotency' | 'streams'>

export const addresses: Readonly<Record<keyof (OperationByName & StreamByName), Address>> = {
${rows.join('\n')}
}
`
}
