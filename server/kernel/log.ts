import { pino } from 'pino'
import type { Logger } from 'pino'

/** Names whose values never reach a log line, three levels deep. */
const secrets = [
  'password',
  'passwordHash',
  'token',
  'tokenHash',
  'verificationCode',
  'code',
  'authenticatorCode',
  'recoveryCode',
  'recoveryCodes',
  'currentPassword',
  'newPassword',
  'cookie',
  'authorization',
  'secret',
]

/** JSON lines on stdout. Secrets are cut out by name, and requests are logged by id, path and status only. */
export function openLog(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `req.headers.${name}`]),
        censor: '[redacted]',
      },
    },
    pino.destination({ dest: 1, sync: false, minLength: 4096 }),
  )
}
