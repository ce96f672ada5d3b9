// Prints the OpenAPI document into the repository: `npm run build`.
import { writeFile } from 'node:fs/promises'
import { operations } from '#contract/index.ts'
import { printOpenApi } from '#kernel/openapi.ts'

await writeFile('contract/openapi.json', `${JSON.stringify(printOpenApi(operations), null, 2)}\n`)
