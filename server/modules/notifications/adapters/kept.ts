import type { Mailer } from '../ports.ts'
import { keepMail } from '../queries.ts'

/** Keeps mail where the sandbox shows it, instead of sending it. */
export const keptMailer: Mailer = { send: (mail, db) => keepMail(db, mail) }
