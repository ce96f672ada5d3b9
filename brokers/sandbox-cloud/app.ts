import fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify'
import { authenticate, echoRequestIdentity, requireApiVersion, type Credentials } from './headers.ts'
import { Refusal } from './refusal.ts'
import { addRoutes, type CloudOptions } from './routes.ts'

export type BrokerOptions = Credentials & CloudOptions

const maxBodyBytes = 256 * 1024
const maxInstanceIdLength = 255

/** Builds the broker, ready to listen or to be called in process. */
export function buildBroker(options: BrokerOptions): FastifyInstance {
  const app = fastify({
    logger: false,
    bodyLimit: maxBodyBytes,
    routerOptions: { maxParamLength: maxInstanceIdLength },
  })
  app.addHook('onRequest', (request, reply, done) => {
    echoRequestIdentity(request, reply)
    authenticate(request, reply, options)
    requireApiVersion(request)
    done()
  })
  app.setErrorHandler<FastifyError | Refusal>((error, _request, reply) => answerError(error, reply))
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ description: 'No such path.' }))
  acceptEmptyJson(app)
  addRoutes(app, options)
  app.addHook('onClose', () => options.state.close())
  return app
}

function answerError(error: FastifyError | Refusal, reply: FastifyReply) {
  if (error instanceof Refusal) return reply.code(error.status).send(error.body)
  const status = error.statusCode ?? 500
  // The specification wants 400 for a body of the wrong type, where HTTP would have 415.
  if (status >= 400 && status < 500) {
    return reply.code(status === 415 ? 400 : status).send({ description: error.message })
  }
  process.stderr.write(`${error.stack ?? error.message}\n`)
  return reply.code(500).send({ description: 'The broker failed. Try again later.' })
}

/** Platforms may announce JSON on a request that has no body, such as a DELETE. */
function acceptEmptyJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else void parse(request, body, done)
  })
}
