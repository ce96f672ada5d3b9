/** The process of a twin: serves the database it is given until whoever started it lets go of it, or is no more. */
import { serveTwin } from './twin.ts'

const [databaseUrl = '', options = '{}'] = process.argv.slice(2)
const server = await serveTwin(databaseUrl, JSON.parse(options) as Parameters<typeof serveTwin>[1])
const url = await server.app.listen({ host: '127.0.0.1', port: 0 })
process.once('disconnect', () => void server.close())
process.send?.(url)
