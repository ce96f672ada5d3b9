import type { Db } from '#kernel/db.ts'

export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** Takes a mail, or throws; the job that sends it is tried again later. */
export interface Mailer {
  /** `db` is where a mailer keeps what it does not send. */
  send(mail: Mail, db: Db): Promise<void>
}
