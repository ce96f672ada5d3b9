import type { FastifyRequest } from 'fastify'
import type { Operation } from '#contract/operation.ts'
import { permissions } from '#contract/permissions.ts'
import type { Holders } from '#contract/permissions.ts'
import { refuse } from '#contract/refusals.ts'
import { isByProgram } from './credentials.ts'
import type { Kernel } from './kernel.ts'

const loopbackHost = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(:\d{1,5})?$/
const loopbackAddress = /^(127\.|::1$|::ffff:127\.)/

/** What takes a password, or answers with a session. */
const opensSessions = ['signIn', 'signInWithPasskey', 'resetPassword', 'startSingleSignOn', 'finishSingleSignOn']

/**
 * A write must come from our own pages: a browser names the origin it sends from, and a cookie alone proves nothing. A
 * program shows a token that no browser sends by itself.
 */
export function checkOrigin(kernel: Kernel, operation: Operation, request: FastifyRequest): void {
  const isOpen = operation.byLink ?? (permissions[operation.permission] as Holders).anyone
  if (isByProgram(request) && !isOpen) return refuseReadable(kernel, request)
  if (operation.method === 'GET') return
  const { origin } = request.headers
  if (origin === undefined || !originsOf(kernel, request).includes(origin))
    refuse('origin_foreign', {
      reasons: [{ failed: 'origin', whoCanMend: 'the caller', how: 'Send an Origin header that names this server.' }],
    })
  if (opensSessions.includes(operation.name)) refuseReadable(kernel, request)
}

/** What this server is called by: as it was configured, else as it was called, that which a page names first. */
export function originsOf({ publicOrigin }: Kernel, { headers: { host = '', origin } }: FastifyRequest): string[] {
  if (publicOrigin) return [publicOrigin]
  const called = [`http://${host}`, `https://${host}`]
  return origin === called[1] ? called.toReversed() : called
}

/** Off loopback over plain http nobody shows a password or a token, since it would travel readable. */
export function refuseReadable(kernel: Kernel, request: FastifyRequest): void {
  const { host = '' } = request.headers
  if (!kernel.plainHttpOffLoopback || (loopbackHost.test(host) && loopbackAddress.test(request.ip))) return
  refuse('sign_in_needs_tls', {
    reasons: [
      { failed: 'tls', whoCanMend: 'the operator', how: 'Serve Procura over https, or sign in on this machine.' },
    ],
  })
}
