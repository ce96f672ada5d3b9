import type { FastifyRequest } from 'fastify'
import type { Operation } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import type { Kernel } from './kernel.ts'

const loopbackHost = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(:\d{1,5})?$/
const loopbackAddress = /^(127\.|::1$|::ffff:127\.)/

/**
 * A write must come from our own pages: a browser names the origin it sends from, and a cookie alone proves nothing.
 * Off loopback over plain http nobody signs in, since the password would travel readable.
 */
export function checkOrigin(kernel: Kernel, operation: Operation, request: FastifyRequest): void {
  if (operation.method === 'GET') return
  const { origin, host = '' } = request.headers
  const expected = kernel.publicOrigin ? [kernel.publicOrigin] : [`http://${host}`, `https://${host}`]
  if (origin === undefined || !expected.includes(origin))
    refuse('origin_foreign', {
      reasons: [{ failed: 'origin', whoCanMend: 'the caller', how: 'Send an Origin header that names this server.' }],
    })
  const readable = kernel.plainHttpOffLoopback && !(loopbackHost.test(host) && loopbackAddress.test(request.ip))
  if (operation.name === 'signIn' && readable)
    refuse('sign_in_needs_tls', {
      reasons: [
        { failed: 'tls', whoCanMend: 'the operator', how: 'Serve Procura over https, or sign in on this machine.' },
      ],
    })
}
