import { createTransport } from 'nodemailer'
import type { Mailer } from '../ports.ts'

const timeoutMs = 20_000

/** Sends mail by SMTP: `smtp://user:password@host:587`, or `smtps://` for TLS from the first byte. */
export function smtpMailer(url: string, from: string): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send({ to, subject, text }) {
      // As an object the address is taken as it is: nothing in it is read as a list or a name.
      await transport.sendMail({ from, to: { name: '', address: to }, subject, text })
    },
  }
}
