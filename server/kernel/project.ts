import { createRequire } from 'node:module'
import { dirname } from 'node:path'

/** The folder of the project, wherever the code that asks was built to. */
export const projectFolder = dirname(createRequire(import.meta.url).resolve('#project'))
