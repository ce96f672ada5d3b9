import { pino } from 'pino'
import type { DestinationStream, Logger } from 'pino'

/** Names whose values reach no log line, at its top and two levels below. */
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
  'clientSecret',
  'subject_token',
]

/** What PostgreSQL says of the row that it refused, the values in it included. */
const ofRows = ['err.detail', 'err.where']

/** The code of an error, such as PostgreSQL's SQLSTATE, is no code that somebody was sent. */
const isOfError = (path: readonly string[]) => path.at(-2) === 'err' && path.at(-1) === 'code'

/** JSON lines on stdout. Secrets are cut out by name, and requests are logged by id, path and status only. */
export function openLog(level: string, to?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: [...secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), ...ofRows],
        censor: (value: unknown, path: string[]) => (isOfError(path) ? value : '[redacted]'),
      },
    },
    to ?? pino.destination({ dest: 1, sync: false, minLength: 4096 }),
  )
}
