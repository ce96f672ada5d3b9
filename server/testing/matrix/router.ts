import type { FastifyInstance } from 'fastify'

/** The running router's own routes, as `METHOD /path` in Fastify's spelling, with single colons. */
export function routesOf(app: FastifyInstance): string[] {
  const above: string[] = []
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', part = '', methods = ''] = /^([│ ]*)[├└]── (.*) \(([A-Z, ]+)\)$/.exec(line) ?? []
      if (part === '') return []
      const depth = indent.length / 4
      above.splice(depth, above.length, part)
      // Fastify answers HEAD wherever there is a GET.
      const own = methods.split(', ').filter((method) => method !== 'HEAD')
      return own.map((method) => `${method} ${singleColons(above.join(''))}`)
    })
}

/** Fastify writes a colon that is no parameter twice, and prints it once where no other spelling is possible. */
export const singleColons = (path: string) => path.replaceAll('::', ':')
